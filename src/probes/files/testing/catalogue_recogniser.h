// A recogniser with the catalogue's own tables, for the tests of this folder.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "probes/files/recogniser.h"

namespace primum::probes::testing {

inline std::string read_file(const std::filesystem::path& path,
                             std::size_t bytes_max = content_bytes_max) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    bytes.resize(std::min(bytes.size(), bytes_max));
    return bytes;
}

inline RecognitionTexts catalogue_texts() {
    const std::filesystem::path catalogue = PRIMUM_CATALOGUE;
    return {.words = read_file(catalogue / "recognition/words.txt"),
            .columns = read_file(catalogue / "recognition/columns.txt"),
            .software = read_file(catalogue / "providers/practice-software.txt")};
}

inline const Recogniser& recogniser() {
    static const auto made = Recogniser::create(catalogue_texts(), HashKey{1, 2}).value();
    return made;
}

inline Recognition recognise(std::string_view bytes, std::string_view name = "a.txt") {
    static auto scratch = recogniser().make_scratch().value();
    return recogniser().recognise({.bytes = as_bytes(bytes), .name = name}, scratch);
}

}  // namespace primum::probes::testing
