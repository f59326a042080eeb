#include "store/guard.h"

#include <algorithm>
#include <array>

#include <sqlite3.h>

#include "facts/tables.h"

namespace primum::store {
namespace {

// What a question about facts may call. A list of what is allowed: what SQLite learns to do
// tomorrow is refused until somebody has looked at it. Sorted.
constexpr std::array<std::string_view, 47> functions{
    "abs",   "avg",        "ceil",         "ceiling",      "char",       "coalesce",
    "count", "cume_dist",  "date",         "datetime",     "dense_rank", "first_value",
    "floor", "format",     "glob",         "group_concat", "ifnull",     "iif",
    "instr", "julianday",  "lag",          "last_value",   "lead",       "length",
    "like",  "lower",      "ltrim",        "max",          "min",        "nth_value",
    "ntile", "nullif",     "percent_rank", "printf",       "rank",       "replace",
    "round", "row_number", "rtrim",        "strftime",     "substr",     "substring",
    "sum",   "time",       "total",        "trim",         "upper"};

constexpr std::array<std::string_view, 4> bookkeeping{"observation", "all_observation", "run",
                                                      "looked_for"};
// A table of facts is read through its views `x` and `all_x`; SQLite then also asks for what lies
// behind them.
constexpr std::array<std::string_view, 4> prefixes{"", "all_", "now_", "past_"};

std::string_view without_prefix(std::string_view name) {
    for (const auto prefix : prefixes) {
        if (!prefix.empty() && name.starts_with(prefix)) return name.substr(prefix.size());
    }
    return name;
}

std::string_view view_of(const char* text) { return text == nullptr ? std::string_view{} : text; }

}  // namespace

Guard::Guard() {
    for (const auto* table : facts::all_tables()) {
        for (const auto prefix : prefixes)
            readable_.insert(std::string(prefix).append(table->name));
    }
    readable_.insert(bookkeeping.begin(), bookkeeping.end());
}

void Guard::install(sqlite3* database) {
    sqlite3_set_authorizer(database, &Guard::authorize, this);
}

Guard::Watch::Watch(Guard& guard) : guard_(guard) {
    guard_.strict_ = true;
    guard_.refused_ = false;
    guard_.tables_.clear();
}

Guard::Watch::~Watch() { guard_.strict_ = false; }

// SQLite decides how many parameters it has.
// NOLINTNEXTLINE(readability-function-size)
int Guard::authorize(void* guard, int action, const char* first, const char* second,
                     const char* /*database*/, const char* /*view*/) {
    auto& self = *static_cast<Guard*>(guard);
    if (!self.strict_ || self.allows(action, view_of(first), view_of(second))) return SQLITE_OK;
    self.refused_ = true;
    return SQLITE_DENY;
}

bool Guard::allows(int action, std::string_view first, std::string_view second) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
            return true;
        case SQLITE_READ:
            return allows_reading(first, second);
        case SQLITE_FUNCTION:
            return std::ranges::binary_search(functions, second);
        default:
            return false;
    }
}

bool Guard::allows_reading(std::string_view table, std::string_view column) {
    if (readable_.contains(table)) {
        const auto name = without_prefix(table);
        if (facts::find_table(name) != nullptr) tables_.emplace(name);
        return true;
    }
    // A table of the query's own (WITH x AS ...) of which no column is used comes here by its name
    // and without a column. So would a real table, but then only its number of rows could be seen.
    return column.empty() && !table.starts_with("sqlite_") && !table.starts_with("pragma_");
}

}  // namespace primum::store
