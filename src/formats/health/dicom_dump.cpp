#include "formats/health/dicom_dump.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t tag_length = 11;  // "(0010,0010)"

bool is_tag(std::string_view line) {
    return line.size() > tag_length && line[0] == '(' && line[5] == ',' && line[10] == ')';
}

// "[MARTINEAU^LUCIE]" or "=Name" after the value representation; empty when there is none.
std::string_view value_of(std::string_view line) {
    const auto open = line.find('[', tag_length);
    if (open == std::string_view::npos || open > tag_length + 6) return {};
    const auto close = line.find(']', open);
    if (close == std::string_view::npos) return {};
    return trim(line.substr(open + 1, close - open - 1));
}

}  // namespace

std::optional<HealthRecord> parse_dicom_dump(std::string_view text,
                                             const PersonListener& listener) {
    HealthRecord record;
    PersonTraits person;
    std::size_t tags = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!is_tag(line)) continue;
        ++tags;
        const auto tag = line.substr(0, tag_length);
        if (tag == "(0010,0010)") person.name = value_of(line);
        if (tag == "(0010,0020)") person.identifier = value_of(line);
        if (tag == "(0010,0030)") person.birth_date = value_of(line);
    }
    if (tags < 3) return std::nullopt;
    const bool has_person =
        !person.name.empty() && (!person.identifier.empty() || !person.birth_date.empty());
    if (has_person) {
        ++record.persons;
        listener(person);
    }
    return record;
}

}  // namespace primum::formats
