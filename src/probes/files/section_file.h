// SectionFile: a table of the catalogue as a person edits it: sections in brackets, one entry a
// line.
//
//   # a comment, to the end of the line; empty lines count for nothing
//   [section]
//   entry
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::probes {

struct Section {
    struct Entry {
        std::string text;
        int line = 0;  // From 1.
    };
    std::string name;
    int line = 0;
    std::vector<Entry> entries;
};

inline constexpr std::size_t section_file_bytes_max = 1024UL * 1024;
inline constexpr std::size_t section_line_length_max = 200;

// What is wrong in the file `name` at a line.
Error wrong_line(std::string_view name, int line, const Sentence& what);

// Fails with ErrorKind::usage, naming the line, on an entry before the first section, a line that
// is too long or a bracket that is not closed.
Result<std::vector<Section>> parse_sections(std::string_view name, std::string_view text);

}  // namespace primum::probes
