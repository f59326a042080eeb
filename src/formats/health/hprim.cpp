#include "formats/health/hprim.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t header_lines = 13;
constexpr std::size_t header_length_max = 200;

// The next line and what follows it; either kind of line end, or both.
std::string_view take_line(std::string_view& rest) {
    const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end);
    if (rest.starts_with("\r\n")) rest.remove_prefix(1);
    if (!rest.empty()) rest.remove_prefix(1);
    return line;
}

std::string_view without_mark(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return text;
}

bool is_date(std::string_view text) {
    if (text.size() != 10) return false;
    for (const auto i : {0U, 1U, 3U, 4U, 6U, 7U, 8U, 9U}) {
        if (text[i] < '0' || text[i] > '9') return false;
    }
    return text[2] == text[5] && (text[2] == '/' || text[2] == '-' || text[2] == '.');
}

// A line that begins so; in a program or a manual the mark stands elsewhere.
bool has_line(std::string_view text, std::string_view mark) {
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return true;
    }
    return false;
}

// "H|~^\&|", with whatever four signs.
bool is_sante_header(std::string_view line) {
    return line.size() > 7 && line.starts_with("H|") && line[6] == '|' && contains(line, "|H2.") &&
           !contains(line.substr(2, 4), "|");
}

}  // namespace

std::optional<HealthRecord> parse_hprim_sante(std::string_view text,
                                              const PersonListener& listener) {
    auto rest = without_mark(text);
    const auto header = take_line(rest);
    if (!is_sante_header(header)) return std::nullopt;
    HealthRecord record;
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (!line.starts_with("P|")) continue;
        const auto fields = split(line, '|');
        const auto field = [&](std::size_t i) {
            return i < fields.size() ? fields[i] : std::string_view();
        };
        ++record.persons;
        listener({.name = field(5), .birth_date = field(7), .identifier = field(2)});
    }
    return record;
}

std::optional<HealthRecord> parse_hprim_medecins(std::string_view text,
                                                 const PersonListener& listener) {
    auto rest = without_mark(text);
    std::vector<std::string_view> header;
    while (header.size() < header_lines && !rest.empty()) header.push_back(trim(take_line(rest)));
    const bool has_end = has_line(rest, "****FIN****") || has_line(rest, "****FINFICHIER****");
    const bool has_results = has_line(rest, "****LAB****") && has_line(rest, "RES|");
    if (header.size() < 12) return std::nullopt;
    // The birth date is the seventh line; the eighth where an address takes one line more.
    const auto date = std::ranges::find_if(header.begin() + 5, header.begin() + 9, is_date);
    const bool has_date = date != header.begin() + 9;
    const bool has_shape =
        std::ranges::all_of(header, [](auto line) { return line.size() <= header_length_max; });
    if (!has_shape || (!has_end && !has_results)) return std::nullopt;
    const auto name = std::string(header[1]) + " " + std::string(header[2]);
    if (trim(name).empty()) return HealthRecord{.entries = 1};
    listener({.name = name,
              .birth_date = has_date ? *date : std::string_view(),
              .identifier = header[0]});
    return HealthRecord{.persons = 1, .entries = 1};
}

}  // namespace primum::formats
