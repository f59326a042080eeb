#include "probes/files/column_table.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/french_text.h"
#include "probes/files/section_file.h"

namespace primum::probes {
namespace {

constexpr std::string_view file_name = "columns.txt";
constexpr std::size_t column_name_length_max = 64;
constexpr std::array<std::string_view, column_role_count> role_names{
    "name", "given", "birth", "number", "record", "health", "payroll", "table"};

std::optional<ColumnRole> role_named(std::string_view name) {
    const auto* const found = std::ranges::find(role_names, name);
    if (found == role_names.end()) return std::nullopt;
    return static_cast<ColumnRole>(found - role_names.begin());
}

// "DATE_NAISS", "Date naiss." and "dateNaiss" are one name.
std::string squeezed(std::string_view name) {
    std::string letters;
    for (const char letter :
         formats::fold_french(as_bytes(name.substr(0, column_name_length_max)))) {
        const bool counts = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (counts) letters.push_back(letter);
    }
    return letters;
}

}  // namespace

Result<ColumnTable> ColumnTable::parse(std::string_view text) {
    ColumnTable table;
    for (const auto& section : TRY(parse_sections(file_name, text))) {
        const auto role = role_named(section.name);
        if (!role) {
            return wrong_line(file_name, section.line,
                              say("rôle inconnu : {}", "unknown role: {}", section.name));
        }
        for (const auto& entry : section.entries) {
            Entry made{.role = *role,
                       .name = squeezed(entry.text),
                       .any_ending = entry.text.ends_with('*')};
            if (made.name.size() < 2) {
                return wrong_line(file_name, entry.line,
                                  {"au moins deux lettres", "two letters at least"});
            }
            table.entries_.push_back(std::move(made));
        }
    }
    return table;
}

bool ColumnTable::has_role(std::string_view name, ColumnRole role) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) {
        if (entry.role != role) return false;
        return entry.any_ending ? name.starts_with(entry.name) : name == entry.name;
    });
}

ColumnRoles ColumnTable::roles_of(std::span<const std::string_view> columns) const {
    ColumnRoles roles;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto name = squeezed(columns[i]);
        const auto take = [&](ColumnRole role, std::optional<std::size_t>& place) {
            if (!place && has_role(name, role)) place = i;
        };
        take(ColumnRole::name, roles.name);
        take(ColumnRole::given, roles.given);
        take(ColumnRole::birth, roles.birth);
        take(ColumnRole::number, roles.number);
        take(ColumnRole::record, roles.record);
        roles.health += has_role(name, ColumnRole::health) ? 1 : 0;
        roles.payroll += has_role(name, ColumnRole::payroll) ? 1 : 0;
    }
    return roles;
}

bool ColumnTable::is_patient_table(std::string_view name) const {
    return has_role(squeezed(name), ColumnRole::table);
}

}  // namespace primum::probes
