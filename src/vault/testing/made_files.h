// Made files: a practice's documents, each with the outer structure of its kind, all invented.
//
// Seeded: the same number gives the same bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace primum::vault::testing {

class MadeFiles {
public:
    explicit MadeFiles(std::uint64_t seed) : random_(seed) {}

    std::size_t between(std::size_t low, std::size_t high) {
        return std::uniform_int_distribution<std::size_t>(low, high)(random_);
    }

    std::string noise(std::size_t bytes) {
        std::string made(bytes + 8, '\0');
        for (std::size_t at = 0; at < bytes; at += 8) {
            const auto number = random_();
            std::memcpy(made.data() + at, &number, 8);
        }
        made.resize(bytes);
        return made;
    }

    std::string letter(std::size_t bytes) {
        static const std::vector<std::string> words{
            "Cher",    "confrère", "patient",  "examen",   "clinique", "normal",   "ce",    "jour",
            "douleur", "du",       "genou",    "droit",    "depuis",   "trois",    "mois",  "je",
            "vous",    "remercie", "de",       "votre",    "avis",     "tension",  "13/8",  "la",
            "radio",   "montre",   "arthrose", "modérée,", "sans",     "fracture", "kiné.", "\n"};
        std::string made;
        while (made.size() < bytes) made += words[between(0, words.size() - 1)] + " ";
        return made;
    }

    std::string table(std::size_t rows) {
        std::string made = "numero;date;acte;montant\n";
        for (std::size_t row = 0; row < rows; ++row) {
            made += fmt::format("{};2026-{:02}-{:02};CS;{}.00\n", 1000 + row, between(1, 12),
                                between(1, 28), between(20, 90));
        }
        return made;
    }

    // A zip of an office suite: members of noise (as deflate leaves it), a central directory, an
    // end record.
    std::string office(std::size_t bytes) {
        std::string made;
        std::string directory;
        const std::vector<std::string> members{"[Content_Types].xml", "word/document.xml",
                                               "word/styles.xml", "docProps/core.xml"};
        for (const auto& member : members) {
            const auto content = noise(bytes / members.size());
            const auto header = le16(20) + le16(0) + le16(8) + le32(0) + le32(0) +
                                le32(content.size()) + le32(content.size() * 3) +
                                le16(member.size()) + le16(0);
            directory += "PK\1\2" + le16(20) + header + le16(0) + le16(0) + le16(0) + le32(0) +
                         le32(made.size()) + member;
            made += "PK\3\4" + header + member + content;
        }
        const auto offset = made.size();
        return made + directory + "PK\5\6" + le16(0) + le16(0) + le16(members.size()) +
               le16(members.size()) + le32(directory.size()) + le32(offset) + le16(0);
    }

    std::string pdf(std::size_t bytes) {
        std::string made =
            "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n";
        made += noise(bytes) + "\nendstream\nendobj\n";
        const auto table = made.size();
        return made +
               fmt::format(
                   "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n{}\n%%EOF\n",
                   table);
    }

    // A scan: noise in which every FF is followed by a stuffed zero.
    std::string photo(std::size_t bytes) {
        std::string made = "\xFF\xD8\xFF\xE0" + std::string("\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 16);
        for (const char byte : noise(bytes)) {
            made += byte;
            if (byte == '\xFF') made += '\0';
        }
        return made + "\xFF\xD9";
    }

    // Part 10, with a picture in the clear: slow slopes and a little grain.
    std::string image(std::size_t bytes) {
        std::string made(128, '\0');
        made += "DICM";
        for (std::size_t pixel = 0; made.size() < bytes; ++pixel) {
            made += le16((pixel % 512) * 3 + between(0, 7));
        }
        return made;
    }

    std::string database(std::size_t pages) {
        std::string made("SQLite format 3\0", 16);
        made.resize(100, '\1');
        for (std::size_t page = 0; page < pages; ++page)
            made += table(60).substr(0, 2000) + std::string(600, '\0');
        return made;
    }

private:
    static std::string le16(std::size_t number) {
        return {static_cast<char>(number), static_cast<char>(number >> 8U)};
    }
    static std::string le32(std::size_t number) { return le16(number) + le16(number >> 16U); }

    std::mt19937_64 random_;
};

}  // namespace primum::vault::testing
