#include "probes/files/tables.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"
#include "formats/health/dbase_table.h"
#include "formats/health/delimited_text.h"
#include "formats/health/french_date.h"
#include "formats/health/social_security_number.h"
#include "formats/health/sql_dump.h"
#include "formats/health/sqlite_file.h"
#include "probes/files/structure.h"

namespace primum::probes {
namespace {

using Values = std::span<const std::string_view>;

constexpr std::size_t list_persons_min = 2;  // One row is no list.
constexpr std::size_t sql_tables_max = 2000;

// Gathers the persons of the rows of one table.
class Rows {
public:
    Rows(const ColumnRoles& roles, const HashKey& key) : roles_(roles), persons_(key) {}

    // False when enough rows were seen; `seen` counts those of all tables of a file.
    bool take(Values values, std::size_t& seen) {
        const auto birth = formats::read_french_date(value(values, roles_.birth), 0);
        const auto number = number_of(value(values, roles_.number));
        const auto record = value(values, roles_.record);
        const auto name = std::string(value(values, roles_.name)) + " " +
                          std::string(value(values, roles_.given));
        if (birth || !number.empty() || !record.empty()) {
            ++known_;
            persons_.take({.name = name,
                           .birth_date = birth ? std::string_view(birth->digits) : "",
                           .identifier = number.empty() ? record : std::string_view(number)});
        }
        return ++seen < table_rows_max;
    }

    std::size_t known() const { return known_; }

    Recognition finish(std::string kind, Evidence evidence) && {
        return std::move(persons_).finish(std::move(kind), evidence, /*is_test=*/false);
    }

private:
    static std::string_view value(Values values, std::optional<std::size_t> place) {
        return place && *place < values.size() ? values[*place] : std::string_view();
    }

    // With a right key, or as many digits as one without.
    static std::string number_of(std::string_view text) {
        const auto number = formats::read_social_security_number(text, 0);
        const bool is_one = number && (!number->has_key || number->key_is_right);
        return is_one ? number->number : std::string();
    }

    ColumnRoles roles_;
    PersonGatherer persons_;
    std::size_t known_ = 0;
};

// What a table is whose columns and name are known.
struct TableKind {
    bool holds_persons = false;
    bool holds_patients = false;
    bool holds_employees = false;
};

TableKind kind_of(const ColumnRoles& roles, bool named_so) {
    TableKind kind{.holds_persons = roles.tell_persons()};
    kind.holds_employees = kind.holds_persons && roles.payroll > 0 && roles.health == 0;
    kind.holds_patients =
        kind.holds_persons && !kind.holds_employees && (named_so || roles.tell_patients());
    return kind;
}

std::optional<Recognition> judged(Rows rows, const TableKind& kind, std::string name,
                                  Evidence evidence) {
    if (kind.holds_employees && rows.known() >= list_persons_min) {
        return std::move(rows).finish("payroll", Evidence::strong);
    }
    if (!kind.holds_patients || rows.known() == 0) return std::nullopt;
    if (rows.known() < list_persons_min) evidence = Evidence::weak;
    return std::move(rows).finish(std::move(name), evidence);
}

Recognition joined(std::optional<Recognition> left, std::optional<Recognition> right) {
    return merge(std::move(left).value_or(Recognition{}), right.value_or(Recognition{}));
}

}  // namespace

std::optional<Recognition> recognise_sqlite(BytesView bytes, const ColumnTable& columns,
                                            const HashKey& key) {
    const auto file = formats::SqliteFile::open(bytes);
    if (!file) return std::nullopt;
    Recognition whole;
    std::vector<std::string_view> values;
    std::size_t seen = 0;
    for (const auto& table : file->tables()) {
        const auto roles = columns.roles_of(formats::columns_of(table.statement));
        const auto kind = kind_of(roles, columns.is_patient_table(table.name));
        if (!kind.holds_persons || seen >= table_rows_max) continue;
        Rows rows(roles, key);
        file->walk_rows(table.root_page, [&](std::span<const formats::SqliteValue> row) {
            values.clear();
            for (const auto& value : row) values.push_back(value.text);
            return rows.take(values, seen);
        });
        whole = joined(whole, judged(std::move(rows), kind, "sqlite", Evidence::proof));
    }
    return whole;
}

std::optional<Recognition> recognise_dbase(BytesView bytes, std::string_view name,
                                           const ColumnTable& columns, const HashKey& key) {
    const auto table = formats::parse_dbase_table(bytes);
    if (!table) return std::nullopt;
    const std::vector<std::string_view> names(table->columns.begin(), table->columns.end());
    const auto roles = columns.roles_of(names);
    const auto kind = kind_of(roles, columns.is_patient_table(name.substr(0, name.rfind('.'))));
    if (!kind.holds_persons) return Recognition{};
    Rows rows(roles, key);
    std::size_t seen = 0;
    formats::walk_dbase_rows(*table, bytes, [&](Values values) { return rows.take(values, seen); });
    return joined(Recognition{}, judged(std::move(rows), kind, "dbase", Evidence::proof));
}

std::optional<Recognition> recognise_delimited(std::string_view text, std::string_view name,
                                               const ColumnTable& columns, const HashKey& key) {
    const auto delimiter = formats::find_delimiter(text);
    if (!delimiter) return std::nullopt;
    // Columns of any list of persons, in a file that says whose: "patients 2024.csv".
    const bool is_named_so = contains(lower_case(name), "patient");
    std::optional<Rows> rows;
    TableKind kind;
    bool is_header = true;
    std::size_t seen = 0;
    formats::walk_delimited_rows(text, *delimiter, [&](Values values) {
        if (!is_header) return rows->take(values, seen);
        is_header = false;
        const auto roles = columns.roles_of(values);
        kind = kind_of(roles, is_named_so);
        rows.emplace(roles, key);
        return kind.holds_persons;
    });
    if (!rows) return std::nullopt;
    return judged(std::move(*rows), kind, "patient-list", Evidence::strong);
}

std::optional<Recognition> recognise_sql_dump(std::string_view text, const ColumnTable& columns,
                                              const HashKey& key) {
    struct Table {
        TableKind kind;
        Rows rows;
    };
    // Every table by its name, so that columns that each INSERT repeats are judged once.
    std::map<std::string, Table, std::less<>> tables;
    std::size_t seen = 0;
    const auto take_table = [&](std::string_view name, Values names) {
        if (tables.size() >= sql_tables_max || tables.contains(name)) return;
        const auto roles = columns.roles_of(names);
        const auto kind = kind_of(roles, columns.is_patient_table(name));
        tables.emplace(name, Table{kind, Rows(roles, key)});
    };
    const auto take_row = [&](std::string_view name, Values values) {
        const auto table = tables.find(name);
        const bool counts = table != tables.end() && table->second.kind.holds_persons;
        if (counts && seen < table_rows_max) (void)table->second.rows.take(values, seen);
    };
    formats::walk_sql_dump(text, {.table = take_table, .row = take_row});
    std::optional<Recognition> whole;
    for (auto& [name, table] : tables) {
        auto found = judged(std::move(table.rows), table.kind, "sql-dump", Evidence::proof);
        if (found) whole = joined(std::move(whole), std::move(found));
    }
    return whole;
}

}  // namespace primum::probes
