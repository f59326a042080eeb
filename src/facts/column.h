// Column, Table: how a row type says, once, what its columns are.
//
// The SQLite schema, the binding of rows, `primum facts --schema` and the check of every control's
// SQL are made from these declarations; nothing repeats them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/check.h"
#include "base/time.h"

namespace primum::facts {

// Members of a row that nobody may have seen.
using Text = std::optional<std::string>;
using Number = std::optional<std::int64_t>;
using Flag = std::optional<bool>;

// A cell as stored: nothing (not known), a whole number (booleans are 0 and 1), or text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

enum class ColumnType { text, integer, boolean, time };

struct Column {
    std::string_view name;
    ColumnType type;
    std::string_view meaning;  // One English sentence; a unit where there is one.
    Value otherwise;           // What a row holds that says nothing of this column.
};

// What is known of a table without its C++ type: for the store, `primum facts` and the controls.
struct TableDescription {
    std::string_view name;
    std::string_view meaning;
    std::vector<Column> columns;
    int find(std::string_view column) const;  // Its index, or -1.
};

// A row on its way from a probe to the store: values in the order of the table's columns.
struct Fact {
    const TableDescription* table;
    std::vector<Value> values;
};

// One column of a row type: its name, the member that holds it, and what it means.
template <class Row, class Member>
struct ColumnOf {
    std::string_view name;
    Member Row::*member;
    std::string_view meaning;
};
// Clang 16, unlike GCC, does not deduce an aggregate's parameters by itself.
template <class Row, class Member>
ColumnOf(std::string_view, Member Row::*, std::string_view) -> ColumnOf<Row, Member>;

// Specialised for each row type in tables.h: name, meaning, and a tuple of ColumnOf.
template <class Row>
struct Declaration;

inline Value to_value(std::string text) { return text; }
inline Value to_value(std::int64_t number) { return number; }
inline Value to_value(bool flag) { return std::int64_t{flag}; }
inline Value to_value(Time time) { return format_time(time); }
template <class Known>
Value to_value(const std::optional<Known>& maybe) {
    return maybe ? to_value(*maybe) : Value{};
}

template <class Member>
struct TypeOf;
template <>
struct TypeOf<std::string> : std::integral_constant<ColumnType, ColumnType::text> {};
template <>
struct TypeOf<std::int64_t> : std::integral_constant<ColumnType, ColumnType::integer> {};
template <>
struct TypeOf<bool> : std::integral_constant<ColumnType, ColumnType::boolean> {};
template <>
struct TypeOf<Time> : std::integral_constant<ColumnType, ColumnType::time> {};
template <class Known>
struct TypeOf<std::optional<Known>> : TypeOf<Known> {};

// The description of a row type's table. Lives for ever; two calls give the same object.
template <class Row>
const TableDescription& table_of() {
    static const TableDescription description = [] {
        TableDescription made{Declaration<Row>::name, Declaration<Row>::meaning, {}};
        std::apply(
            [&]<class... Member>(const ColumnOf<Row, Member>&... column) {
                (made.columns.push_back({column.name, TypeOf<Member>::value, column.meaning,
                                         to_value(Row{}.*column.member)}),
                 ...);
            },
            Declaration<Row>::columns);
        return made;
    }();
    return description;
}

template <class Row>
Fact to_fact(const Row& row) {
    Fact fact{&table_of<Row>(), {}};
    std::apply(
        [&]<class... Member>(const ColumnOf<Row, Member>&... column) {
            (fact.values.push_back(to_value(row.*column.member)), ...);
        },
        Declaration<Row>::columns);
    return fact;
}

}  // namespace primum::facts
