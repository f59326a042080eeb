// CompoundWriter: makes small compound files ([MS-CFB]) for tests and fuzz corpora.
//
// Streams under 4096 bytes go to the small sectors, as the format asks. Folders are made from the
// slashes in the paths. Names in ASCII.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace primum::formats::testing {

class CompoundWriter {
public:
    CompoundWriter& add(const std::string& path, const std::string& content) {
        streams_.emplace_back(path, content);
        return *this;
    }

    std::string write() const {
        std::string sectors;  // All but the header.
        std::vector<std::uint32_t> next;
        std::string small;
        std::vector<std::uint32_t> small_next;
        std::vector<Entry> entries{{.name = "Root Entry", .type = 5}};
        std::map<std::string, std::uint32_t> folders{{"", 0}};
        for (const auto& [path, content] : streams_) {
            const auto folder =
                make_folder(path.substr(0, path.find_last_of('/') + 1), folders, entries);
            Entry entry{.name = path.substr(path.find_last_of('/') + 1), .type = 2};
            entry.size = static_cast<std::uint32_t>(content.size());
            entry.first = content.size() < 4096 ? append(small, small_next, content, 64)
                                                : append(sectors, next, content, 512);
            link(entries, folder, entry);
        }
        entries[0].first = append(sectors, next, small, 512);
        entries[0].size = static_cast<std::uint32_t>(small.size());
        const auto directory = append(sectors, next, directory_of(entries), 512);
        const auto small_table = append(sectors, next, table_of(small_next), 512);
        const auto fat = static_cast<std::uint32_t>(next.size());
        next.push_back(0xFFFFFFFD);
        next.resize(128, 0xFFFFFFFF);  // One sector of the table: enough for 64 KiB.
        sectors += table_of(next);

        std::string header(512, '\0');
        header.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        put(header, 26, 3, 2);
        put(header, 28, 0xFFFE, 2);
        put(header, 30, 9, 2);
        put(header, 32, 6, 2);
        put(header, 44, 1, 4);
        put(header, 48, directory, 4);
        put(header, 56, 4096, 4);
        put(header, 60, small_next.empty() ? 0xFFFFFFFE : small_table, 4);
        put(header, 68, 0xFFFFFFFE, 4);
        for (std::size_t i = 76; i < 512; i += 4) put(header, i, 0xFFFFFFFF, 4);
        put(header, 76, fat, 4);
        return header + sectors;
    }

private:
    struct Entry {
        std::string name;
        std::uint8_t type = 0;
        std::uint32_t right = 0xFFFFFFFF;
        std::uint32_t child = 0xFFFFFFFF;
        std::uint32_t first = 0xFFFFFFFE;
        std::uint32_t size = 0;
    };

    static void put(std::string& bytes, std::size_t offset, std::uint64_t number,
                    std::size_t width) {
        for (std::size_t i = 0; i < width; ++i) {
            bytes[offset + i] = static_cast<char>(number >> (8 * i) & 0xFF);
        }
    }

    // A new entry becomes the first child of its folder, the former first its sibling.
    static std::uint32_t link(std::vector<Entry>& entries, std::uint32_t folder, Entry entry) {
        const auto number = static_cast<std::uint32_t>(entries.size());
        entry.right = std::exchange(entries[folder].child, number);
        entries.push_back(std::move(entry));
        return number;
    }

    static std::uint32_t make_folder(const std::string& path,
                                     std::map<std::string, std::uint32_t>& folders,
                                     std::vector<Entry>& entries) {
        if (const auto known = folders.find(path); known != folders.end()) return known->second;
        const auto closed = path.substr(0, path.size() - 1);
        const auto slash = closed.find_last_of('/');
        const auto parent =
            slash == std::string::npos ? std::string{} : closed.substr(0, slash + 1);
        const auto above = make_folder(parent, folders, entries);
        const auto name = slash == std::string::npos ? closed : closed.substr(slash + 1);
        return folders[path] = link(entries, above, {.name = name, .type = 1});
    }

    static std::uint32_t append(std::string& sectors, std::vector<std::uint32_t>& next,
                                std::string content, std::size_t sector_bytes) {
        if (content.empty()) return 0xFFFFFFFE;
        const auto first = static_cast<std::uint32_t>(next.size());
        content.resize((content.size() + sector_bytes - 1) / sector_bytes * sector_bytes, '\0');
        for (std::size_t at = sector_bytes; at <= content.size(); at += sector_bytes) {
            const bool last = at == content.size();
            next.push_back(last ? 0xFFFFFFFE : static_cast<std::uint32_t>(next.size() + 1));
        }
        sectors += content;
        return first;
    }

    static std::string table_of(const std::vector<std::uint32_t>& numbers) {
        std::string table(numbers.size() * 4, '\0');
        for (std::size_t i = 0; i < numbers.size(); ++i) put(table, 4 * i, numbers[i], 4);
        table.resize((table.size() + 511) / 512 * 512, '\xFF');
        return table;
    }

    static std::string directory_of(const std::vector<Entry>& entries) {
        std::string directory(entries.size() * 128, '\0');
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto at = i * 128;
            const auto& entry = entries[i];
            for (std::size_t c = 0; c < entry.name.size(); ++c)
                directory[at + 2 * c] = entry.name[c];
            put(directory, at + 64, 2 * entry.name.size() + 2, 2);
            put(directory, at + 66, entry.type, 1);
            put(directory, at + 68, 0xFFFFFFFF, 4);
            put(directory, at + 72, entry.right, 4);
            put(directory, at + 76, entry.child, 4);
            put(directory, at + 116, entry.first, 4);
            put(directory, at + 120, entry.size, 4);
        }
        directory.resize((directory.size() + 511) / 512 * 512, '\0');
        return directory;
    }

    std::vector<std::pair<std::string, std::string>> streams_;
};

}  // namespace primum::formats::testing
