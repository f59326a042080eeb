// Ransomware, as it behaves on a disk: what it does to a practice's files, without any of its
// means.
//
// It encrypts nothing outside a FreshFolder that the test made and hands over, spreads nowhere, and
// its "key" is a seeded generator. Each file is rewritten by one of the ways seen in reports of
// real families.
#pragma once

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "vault/testing/fresh_folder.h"
#include "vault/testing/made_files.h"

namespace primum::vault::testing {

// What happens to the content of a file.
enum class Encryption {
    full,
    header,        // The first 4 KiB.
    intermittent,  // 16 KiB of every 32 KiB, the first bytes included.
    inside,        // The same, but the first and last 4 KiB are left alone.
    base64,        // Everything, written with 64 printable symbols: low entropy.
    diluted,       // Everything, each byte followed by a zero: lower entropy still.
};

// What happens to its name.
enum class Naming {
    in_place,
    suffix,           // lettre.docx.k7qx
    random_and_gone,  // A new file with a random name; the old one is deleted.
};

struct Attack {
    Encryption encryption = Encryption::full;
    Naming naming = Naming::in_place;
    bool note = false;                  // A letter in each folder it touched.
    std::size_t files_max = 1'000'000;  // Stops after so many: a slow one takes a few a day.
};

class Ransomware {
public:
    Ransomware(const FreshFolder& practice, std::uint64_t seed)
        : practice_(practice), made_(seed) {}

    // Returns how many files it spoilt; a second call goes on with the files left.
    std::size_t strike(const fs::path& folder, const Attack& attack) {
        CHECK(practice_.owns(folder));
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && !is_spoilt(entry.path())) files.push_back(entry.path());
        }
        std::ranges::sort(files);
        files.resize(std::min(files.size(), attack.files_max));
        for (const auto& file : files) spoil(file, attack);
        return files.size();
    }

private:
    bool is_spoilt(const fs::path& file) const {
        return std::ranges::find(spoilt_, file) != spoilt_.end();
    }

    void spoil(const fs::path& file, const Attack& attack) {
        CHECK(practice_.owns(file));
        std::ifstream stream(file, std::ios::binary);
        std::string content{std::istreambuf_iterator<char>(stream), {}};
        encrypt(content, attack.encryption);
        auto target = file;
        if (attack.naming == Naming::suffix) target += ".k7qx";
        if (attack.naming == Naming::random_and_gone) {
            target.replace_filename(fmt::format("{:016x}", made_.between(0, ~std::size_t{0})));
        }
        std::ofstream(target, std::ios::binary) << content;
        if (target != file) fs::remove(file);
        spoilt_.push_back(target);
        if (attack.note) leave_note(file.parent_path());
    }

    void encrypt(std::string& content, Encryption how) {
        const auto size = content.size();
        const std::size_t edge = 4096;
        switch (how) {
            case Encryption::full:
                content = made_.noise(size);
                break;
            case Encryption::header:
                overwrite(content, 0, edge);
                break;
            case Encryption::intermittent:
                for (std::size_t at = 0; at < size; at += 32 * 1024)
                    overwrite(content, at, 16 * 1024);
                break;
            case Encryption::inside:
                if (size > 2 * edge) overwrite(content, edge, size - 2 * edge);
                break;
            case Encryption::base64:
                content = printable(size + size / 3);
                break;
            case Encryption::diluted:
                content = diluted(size);
                break;
        }
    }

    void overwrite(std::string& content, std::size_t at, std::size_t bytes) {
        const auto count = std::min(bytes, content.size() - at);
        content.replace(at, count, made_.noise(count));
    }

    std::string printable(std::size_t bytes) {
        static const std::string symbols =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string text;
        for (std::size_t i = 0; i < bytes; ++i) {
            text += symbols[made_.between(0, symbols.size() - 1)];
            if (i % 76 == 75) text += '\n';
        }
        return text;
    }

    std::string diluted(std::size_t bytes) {
        std::string text;
        for (const char byte : made_.noise(bytes)) text += {byte, '\0'};
        return text;
    }

    void leave_note(const fs::path& folder) {
        const auto path = folder / "COMMENT_RECUPERER_VOS_FICHIERS.txt";
        std::ofstream(path) << "Tous vos fichiers ont été chiffrés. Pour les déchiffrer, installez "
                               "Tor Browser et payez "
                               "la rançon en bitcoin. N'appelez pas la police.\n";
        if (!is_spoilt(path)) spoilt_.push_back(path);
    }

    const FreshFolder& practice_;
    MadeFiles made_;
    std::vector<fs::path> spoilt_;
};

}  // namespace primum::vault::testing
