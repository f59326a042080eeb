// ColumnTable: what the names of a table's columns say of its rows, from columns.txt.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::probes {

enum class ColumnRole { name, given, birth, number, record, health, payroll, table };
inline constexpr std::size_t column_role_count = 8;

// Where the columns of one table stand; `health` and `payroll` count them.
struct ColumnRoles {
    std::optional<std::size_t> name;
    std::optional<std::size_t> given;
    std::optional<std::size_t> birth;
    std::optional<std::size_t> number;
    std::optional<std::size_t> record;
    int health = 0;
    int payroll = 0;

    // Its rows are persons that can be told apart.
    bool tell_persons() const {
        return (name && birth) || (given && birth) || (number && (name || given || birth)) ||
               (record && (birth || (name && given)));
    }
    // They are so as patients.
    bool tell_patients() const { return tell_persons() && (number || record || health > 0); }
};

// Thread-safe.
class ColumnTable {
public:
    // Fails with ErrorKind::usage, naming file and line.
    static Result<ColumnTable> parse(std::string_view text);

    ColumnRoles roles_of(std::span<const std::string_view> columns) const;
    bool is_patient_table(std::string_view name) const;

private:
    struct Entry {
        ColumnRole role;
        std::string name;  // Letters and digits only.
        bool any_ending = false;
    };
    bool has_role(std::string_view squeezed, ColumnRole role) const;

    std::vector<Entry> entries_;
};

}  // namespace primum::probes
