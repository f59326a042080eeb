#include "formats/ieee_list.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view text_mark = "(base 16)";

bool is_prefix(std::string_view text) {
    const bool sized = text.size() == 6 || text.size() == 7 || text.size() == 9;
    return sized && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

// The first field of a line of comma-separated values (RFC 4180).
std::string first_field(std::string_view text) {
    if (!text.starts_with('"')) return std::string(text.substr(0, text.find(',')));
    std::string field;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            ++i;
        } else if (text[i] == '"') {
            break;
        }
        field.push_back(text[i]);
    }
    return field;
}

std::optional<IeeeAssignment> made_of(std::string_view prefix, std::string_view owner) {
    IeeeAssignment assignment{lower_case(trim(prefix)), std::string(trim(owner))};
    if (!is_prefix(assignment.prefix) || assignment.owner.empty()) return std::nullopt;
    return assignment;
}

}  // namespace

std::optional<IeeeAssignment> parse_ieee_line(std::string_view line) {
    if (line.starts_with("MA-")) {
        const auto prefix = line.find(',');
        if (prefix == std::string_view::npos) return std::nullopt;
        const auto owner = line.find(',', prefix + 1);
        if (owner == std::string_view::npos) return std::nullopt;
        return made_of(line.substr(prefix + 1, owner - prefix - 1),
                       first_field(line.substr(owner + 1)));
    }
    const auto mark = line.find(text_mark);
    if (mark == std::string_view::npos) return std::nullopt;
    return made_of(line.substr(0, mark), line.substr(mark + text_mark.size()));
}

}  // namespace primum::formats
