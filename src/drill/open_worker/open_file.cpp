#include "drill/open_worker/open_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <poppler-document.h>
#include <poppler-page.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "base/byte_reader.h"
#include "base/text.h"
#include "content/file_shape.h"
#include "content/file_structure.h"
#include "drill/open_worker/dump_file.h"

namespace primum::drill {
namespace {

using content::FileType;
namespace fs = std::filesystem;

constexpr std::uint64_t unpacked_bytes_max =
    4ULL * 1024 * 1024 * 1024;  // Of one archive: a bomb ends here.
constexpr std::size_t block_bytes = 64UL * 1024;
constexpr std::size_t mail_head_bytes = 8192;
constexpr std::size_t tail_bytes = 4096;

std::string broken(std::string_view why) { return "broken: " + printable(why); }

// The whole file passes once: what cannot be read is noticed, whatever its kind.
struct WholeFile {
    bool readable = false;
    content::FileShape shape;
    std::string head;  // The first few kilobytes,
    std::string tail;  // and the last ones.
    std::uint64_t size_bytes = 0;
};

WholeFile read_whole(const fs::path& path) {
    static const content::RansomSigns no_lists;
    const auto name = path.filename().string();
    content::ShapeSampler sampler(no_lists, name);
    std::ifstream stream(path, std::ios::binary);
    std::vector<char> block(block_bytes);
    WholeFile file;
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        const std::string_view piece(block.data(), static_cast<std::size_t>(stream.gcount()));
        sampler.update(as_bytes(piece));
        if (file.head.size() < mail_head_bytes)
            file.head += piece.substr(0, mail_head_bytes - file.head.size());
        file.tail += piece;
        if (file.tail.size() > tail_bytes) file.tail.erase(0, file.tail.size() - tail_bytes);
        file.size_bytes += piece.size();
    }
    file.readable = stream.eof();
    file.shape = sampler.finish();
    return file;
}

std::string open_pdf(const fs::path& path) {
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_file(path.string()));
    if (!document) return broken("no PDF");
    if (document->is_locked())
        return "opened pdf";  // Its password is its owner's; its structure holds.
    if (document->pages() < 1) return broken("a PDF without pages");
    const std::unique_ptr<poppler::page> page(document->create_page(0));
    return page ? "opened pdf" : broken("the first page");
}

std::string open_sqlite(const fs::path& path) {
    sqlite3* raw = nullptr;
    const auto address = "file:" + path.string() + "?immutable=1";
    const int outcome =
        sqlite3_open_v2(address.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(raw, &sqlite3_close);
    if (outcome != SQLITE_OK) return broken(sqlite3_errmsg(raw));
    std::string verdict;
    const auto keep_first = [](void* into, int, char** values, char**) {
        auto& kept = *static_cast<std::string*>(into);
        if (kept.empty() && values[0] != nullptr) kept = values[0];
        return 0;
    };
    char* message = nullptr;
    if (sqlite3_exec(raw, "PRAGMA integrity_check(1)", keep_first, &verdict, &message) !=
        SQLITE_OK) {
        const std::unique_ptr<char, decltype(&sqlite3_free)> owned(message, &sqlite3_free);
        return broken(message == nullptr ? "integrity_check" : message);
    }
    return verdict == "ok" ? "opened database" : broken(verdict);
}

// Every member to its last byte: checksums are verified on the way.
std::string open_archive(const fs::path& path, std::string_view kind) {
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(),
                                                                        &archive_read_free);
    archive_read_support_filter_all(reader.get());
    archive_read_support_format_all(reader.get());
    archive_read_support_format_raw(reader.get());
    if (archive_read_open_filename(reader.get(), path.c_str(), block_bytes) != ARCHIVE_OK) {
        return broken(archive_error_string(reader.get()));
    }
    std::uint64_t unpacked = 0;
    archive_entry* entry = nullptr;
    int outcome = ARCHIVE_OK;
    while ((outcome = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK ||
           outcome == ARCHIVE_WARN) {
        if (archive_entry_is_encrypted(entry) != 0) return "opened " + std::string(kind);
        const void* block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        while ((outcome = archive_read_data_block(reader.get(), &block, &size, &offset)) ==
               ARCHIVE_OK) {
            unpacked += size;
            if (unpacked > unpacked_bytes_max) return "opened " + std::string(kind);
        }
        if (outcome != ARCHIVE_EOF) return broken(archive_error_string(reader.get()));
    }
    return outcome == ARCHIVE_EOF ? "opened " + std::string(kind)
                                  : broken(archive_error_string(reader.get()));
}

bool has_damage(const fs::path& path, FileType type) {
    std::ifstream stream(path, std::ios::binary);
    std::string buffer;
    std::error_code ignored;
    return content::is_damaged(type, fs::file_size(path, ignored),
                               [&](std::uint64_t offset, std::size_t count) {
                                   buffer.resize(count);
                                   stream.clear();
                                   stream.seekg(static_cast<std::streamoff>(offset));
                                   stream.read(buffer.data(), static_cast<std::streamsize>(count));
                                   buffer.resize(static_cast<std::size_t>(stream.gcount()));
                                   return as_bytes(buffer);
                               });
}

// PS3.10: after "DICM" the group 0002 begins, whose first element says its own length.
std::string open_dicom(std::string_view head) {
    const bool group_length =
        head.size() > 144 && head.substr(132, 4) == std::string_view("\2\0\0\0", 4);
    return group_length ? "opened dicom" : broken("no meta information");
}

// RFC 5322: a head of "Name: value" lines. An mbox begins with "From ".
std::string open_mail(std::string_view head) {
    const auto lines = split(head, '\n');
    std::size_t fields = 0;
    for (const auto line : lines) {
        const auto text = trim(line);
        if (text.empty()) break;
        const auto colon = text.find(':');
        if (colon != std::string_view::npos &&
            text.substr(0, colon).find(' ') == std::string_view::npos)
            ++fields;
    }
    return fields >= 2 ? "opened mail" : broken("no mail head");
}

bool has_suffix(const fs::path& path, std::initializer_list<std::string_view> suffixes) {
    const auto suffix = lower_case(path.extension().string());
    return std::ranges::find(suffixes, suffix) != suffixes.end();
}

std::string as_answer(Reach reach, std::string_view unknown) {
    switch (reach) {
        case Reach::whole:
            return "opened database";
        case Reach::cut_short:
            return broken("the end of the database is missing");
        case Reach::unknown:
            break;
    }
    return std::string(unknown);
}

}  // namespace

std::string open_file(const fs::path& path) {
    const auto file = read_whole(path);
    if (!file.readable) return broken("cannot be read to its end");
    const auto type = file.shape.type;
    const bool office = has_suffix(path, {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"});
    switch (type) {
        case FileType::pdf:
            return open_pdf(path);
        case FileType::archive:
            return open_archive(path, office ? "office" : "archive");
        case FileType::compressed:
            return open_archive(path, "archive");
        case FileType::dicom:
            return open_dicom(file.head);
        case FileType::jpeg:
        case FileType::png:
            return has_damage(path, type) ? broken("a picture with a hole") : "opened image";
        case FileType::database:
            if (file.head.starts_with("SQLite format 3")) return open_sqlite(path);
            return as_answer(reach_of_access(file.head, file.size_bytes), "whole");
        case FileType::office:
            return "opened office";
        case FileType::text:
            if (has_suffix(path, {".eml", ".mbox"})) return open_mail(file.head);
            return as_answer(reach_of_dump(file.head, file.tail), "opened text");
        default:
            break;
    }
    if (office || has_suffix(path, {".pdf"})) return broken("not what its name says");
    return "whole";
}

}  // namespace primum::drill
