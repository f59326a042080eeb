#include "formats/health/card_dump.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace primum::formats {
namespace {

struct Holder {
    std::string_view number;
    std::string_view family;
    std::string_view given;
    std::string_view birth_date;
};

void tell(const Holder& holder, HealthRecord& record, const PersonListener& listener) {
    const bool is_insured = std::ranges::count_if(holder.number, [](char character) {
                                return character >= '0' && character <= '9';
                            }) >= 12;
    if (!is_insured) return;
    ++record.persons;
    const auto name = std::string(holder.family) + " " + std::string(holder.given);
    listener({.name = name, .birth_date = holder.birth_date, .identifier = holder.number});
}

}  // namespace

std::optional<HealthRecord> parse_card_dump(std::string_view text, const PersonListener& listener) {
    HealthRecord record;
    Holder holder;
    bool is_dump = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with('[')) {
            tell(holder, record, listener);
            holder = {};
            const auto section = lower_case(line.substr(0, 12));
            is_dump = is_dump || section.starts_with("[vitale") || section.starts_with("[cps_");
            continue;
        }
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = lower_case(trim(line.substr(0, equals)));
        const auto value = trim(line.substr(equals + 1));
        if (name == "m_nir") holder.number = value;
        if (name == "m_nom") holder.family = value;
        if (name == "m_prenom") holder.given = value;
        if (name == "m_datenaissance" || name == "m_ddn") holder.birth_date = value;
    }
    tell(holder, record, listener);
    if (!is_dump) return std::nullopt;
    return record;
}

}  // namespace primum::formats
