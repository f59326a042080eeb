#include "probes/files/software_table.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"
#include "probes/files/section_file.h"

namespace primum::probes {
namespace {

constexpr std::string_view file_name = "practice-software.txt";

std::string_view name_without_ending(std::string_view name) {
    return name.substr(0, name.rfind('.'));
}

}  // namespace

bool matches_name(std::string_view pattern, std::string_view name) {
    // The last "*" is the only place to come back to: linear but for that.
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::optional<std::size_t> star;
    std::size_t after_star = 0;
    while (at < name.size()) {
        const bool is_star = in_pattern < pattern.size() && pattern[in_pattern] == '*';
        const bool fits = in_pattern < pattern.size() && !is_star &&
                          (pattern[in_pattern] == '?' ||
                           equal_ignoring_case(pattern.substr(in_pattern, 1), name.substr(at, 1)));
        if (is_star) {
            star = in_pattern++;
            after_star = at;
        } else if (fits) {
            ++at;
            ++in_pattern;
        } else if (star) {
            in_pattern = *star + 1;
            at = ++after_star;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

Result<SoftwareTable> SoftwareTable::parse(std::string_view text) {
    SoftwareTable table;
    for (const auto& section : TRY(parse_sections(file_name, text))) {
        for (const auto& entry : section.entries) {
            const auto space = std::min(entry.text.find(' '), entry.text.size());
            const auto word = std::string_view(entry.text).substr(0, space);
            const auto value = std::string(trim(std::string_view(entry.text).substr(space)));
            const bool is_known =
                word == "confidence" || word == "file" || word == "export" || word == "mark";
            if (!is_known || value.empty()) {
                return wrong_line(
                    file_name, entry.line,
                    {"« confidence », « file », « export » ou « mark », puis un texte",
                     "\"confidence\", \"file\", \"export\" or \"mark\", then a text"});
            }
            if (word == "file") table.files_.push_back(value);
            if (word == "export") table.exports_.push_back(value);
            if (word == "mark") table.marks_.push_back(value);
        }
    }
    return table;
}

bool SoftwareTable::has_file(std::string_view name) const {
    return std::ranges::any_of(files_, [&](const auto& file) { return matches_name(file, name); });
}

bool SoftwareTable::has_export(std::string_view name) const {
    return std::ranges::any_of(exports_,
                               [&](const auto& file) { return matches_name(file, name); });
}

bool SoftwareTable::has_mark(std::string_view folded) const {
    return std::ranges::any_of(marks_, [&](const auto& mark) { return contains(folded, mark); });
}

std::string letters_of(BytesView bytes) {
    std::string letters;
    letters.reserve(bytes.size());
    for (const char character : as_text(bytes)) {
        if (character != '\0') letters.push_back(character);
    }
    std::string room;
    return std::string(
        formats::fold_french(as_bytes(letters), formats::TextEncoding::windows_1252, room));
}

bool is_database(BytesView bytes, std::string_view name) {
    static constexpr std::array<std::string_view, 6> marks{
        "Standard Jet DB", "Standard ACE DB", "MSSQLBAK", "TAPE\0\0", "PCSO", "HyperFileSQL"};
    static constexpr std::array<std::string_view, 18> endings{
        ".mdb", ".accdb", ".fdb", ".gdb", ".mdf", ".ldf", ".bak", ".4dd", ".df1",
        ".fp7", ".fmp12", ".fic", ".ndx", ".mmo", ".db",  ".ibd", ".myd", ".dump"};
    const auto head = as_text(bytes).substr(0, 64);
    const auto lower = lower_case(name);
    return std::ranges::any_of(marks, [&](auto mark) { return contains(head, mark); }) ||
           (name_without_ending(lower).size() < lower.size() &&
            std::ranges::any_of(endings, [&](auto ending) { return lower.ends_with(ending); }));
}

}  // namespace primum::probes
