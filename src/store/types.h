// Runs, observations and rows as the store hands them out: plain values, owned by the caller.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/sentence.h"
#include "base/time.h"
#include "facts/observation.h"

namespace primum::store {

enum class RunId : std::int64_t {};
constexpr RunId outside_any_run{0};  // What a person says between two audits.
enum class ObservationId : std::int64_t {};

// What is known of an audit when it begins.
struct RunStart {
    Time started_at{};
    std::string version;                    // Of the program that looks.
    std::optional<std::string> consent_by;  // Who agreed to have the networks looked at.
    std::vector<std::string> networks;      // The CIDRs agreed to.
};

struct Run {
    RunId id{};
    RunStart start;
    std::optional<Time> finished_at;  // Nothing: still running, or interrupted by a crash.
};

// One look of one probe, without its rows.
struct Observed {
    ObservationId id{};
    RunId run{};
    std::string probe;
    std::string scope;
    Time started_at{};
    Time finished_at{};
    std::int64_t milliseconds = 0;
    facts::Status status = facts::Status::complete;
    Sentence reason;                  // Empty when complete; several reasons are joined by "; ".
    std::vector<std::string> tables;  // What it looked for, rows or no rows.
};

// How much a query may cost. Past rows or bytes the answer is cut and says so; past time it fails.
struct Limits {
    std::size_t rows_max = 100'000;
    std::size_t bytes_max = 64_MiB;
    std::chrono::milliseconds time_max{5'000};
};

struct Rows {
    std::vector<std::string> columns;
    std::vector<std::vector<facts::Value>> rows;  // Each as long as `columns`. Reals come as text.
    bool cut = false;                             // There were more rows than the limits allow.
};

// What a query would give and read, found without running it.
struct QueryShape {
    std::vector<std::string> columns;
    std::vector<std::string> tables;  // Views and tables of facts it reads, sorted.
};

}  // namespace primum::store
