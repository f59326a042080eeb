#include "cli/obligation_days.h"

#include <algorithm>

#include "compliance/observe.h"

namespace primum::cli {
namespace {

Result<std::vector<facts::Fact>> rows_of(const facts::TableDescription& table,
                                         const store::Store& store) {
    std::string columns;
    for (const auto& column : table.columns) {
        if (!columns.empty()) columns += ", ";
        columns += column.name;
    }
    auto rows = TRY(store.query("SELECT " + columns + " FROM " + std::string(table.name)));
    if (rows.cut) {  // Half of them would hide the other half.
        return Error{ErrorKind::malformed, {"trop d'obligations", "too many obligations"}};
    }
    std::vector<facts::Fact> kept;
    kept.reserve(rows.rows.size());
    for (auto& row : rows.rows) kept.push_back({&table, std::move(row)});
    return kept;
}

}  // namespace

Result<> count_obligations(store::Store& store, store::RunId run, Time at) {
    const auto observed = TRY(store.observations());
    if (std::ranges::count(observed, compliance::obligations_probe, &store::Observed::probe) == 0) {
        return {};
    }
    std::vector<facts::Fact> facts;
    for (const auto* table : compliance::obligation_tables()) {
        std::ranges::move(TRY(rows_of(*table, store)), std::back_inserter(facts));
    }
    TRY(store.record(run, compliance::observe_again(std::move(facts), at)));
    return {};
}

}  // namespace primum::cli
