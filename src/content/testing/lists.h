// The lists of catalogue/ransomware/, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/check.h"
#include "content/ransom_signs.h"

namespace primum::content::testing {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    CHECK(stream.good());
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline const RansomSigns& signs() {
    static const auto read_once = [] {
        const std::filesystem::path folder = PRIMUM_CATALOGUE "/ransomware";
        const auto extensions = read_file(folder / "extensions.txt");
        const auto documents = read_file(folder / "documents.txt");
        const auto names = read_file(folder / "note-names.txt");
        const auto words = read_file(folder / "note-words.txt");
        return RansomSigns::parse({.extensions = extensions,
                                   .documents = documents,
                                   .note_names = names,
                                   .note_words = words})
            .value();
    }();
    return read_once;
}

}  // namespace primum::content::testing
