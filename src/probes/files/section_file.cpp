#include "probes/files/section_file.h"

#include "base/text.h"

namespace primum::probes {
namespace {

// A "#" begins a comment where it stands alone: "patient de # ans" has none.
std::string_view without_comment(std::string_view line) {
    return line.starts_with('#') ? std::string_view() : line;
}

}  // namespace

Error wrong_line(std::string_view name, int line, const Sentence& what) {
    return {ErrorKind::usage, join(say("{}, ligne {}", "{}, line {}", name, line), what)};
}

Result<std::vector<Section>> parse_sections(std::string_view name, std::string_view text) {
    if (text.size() > section_file_bytes_max) {
        return wrong_line(name, 1, {"fichier trop grand", "the file is too large"});
    }
    std::vector<Section> sections;
    int number = 0;
    for (const auto raw : split(text, '\n')) {
        ++number;
        const auto line = trim(without_comment(raw));
        if (line.empty()) continue;
        if (line.size() > section_line_length_max) {
            return wrong_line(name, number, {"ligne trop longue", "the line is too long"});
        }
        if (line.starts_with('[')) {
            if (!line.ends_with(']')) {
                return wrong_line(name, number, {"crochet non fermé", "bracket not closed"});
            }
            const auto title = trim(line.substr(1, line.size() - 2));
            sections.push_back({.name = std::string(title), .line = number});
            continue;
        }
        if (sections.empty()) {
            return wrong_line(
                name, number,
                {"rien avant la première section", "nothing before the first section"});
        }
        sections.back().entries.push_back({.text = std::string(line), .line = number});
    }
    return sections;
}

}  // namespace primum::probes
