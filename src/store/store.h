// Store: the facts of a practice, in one SQLite file that only its user can read.
//
// Everything ever recorded is kept; queries see what is known now (README.md says how a newer look
// replaces an older one). A write is whole or absent, also after a crash or on a full disk.
// Not thread-safe: one Store per thread. Several may be open on one file, also in other processes;
// a writer waits up to busy_time_max for another.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "store/types.h"

namespace primum::store {

class Connection;

struct StoreOptions {
    std::uint64_t size_bytes_max = 8ULL * 1024 * 1024 * 1024;  // Past it, the disk counts as full.
};

class Store {
public:
    static constexpr std::chrono::milliseconds busy_time_max{5'000};

    // Opens the store at `path`, or makes it (mode 0600, in a directory made with mode 0700). A
    // file that is not a store, is damaged, or was made by a newer version is refused and left
    // untouched: ErrorKind::usage, or corrupt where damage was seen.
    static Result<Store> open(const std::filesystem::path& path, const StoreOptions& options = {});

    // For readers. Never creates: ErrorKind::not_found where there is no store yet.
    static Result<Store> open_read_only(const std::filesystem::path& path);

    // An empty store that is gone with this object: for tests, and for checking controls.
    static Result<Store> open_in_memory();

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // An audit is a run: it begins, records observations, and is finished (unless it crashes).
    // Finishing also makes queries fast again after many rows came in.
    Result<RunId> begin_run(const RunStart& start);
    Result<> finish_run(RunId run, Time finished_at);
    Result<std::vector<Run>> runs() const;  // The newest first.

    // Keeps one observation with all its rows, in one transaction. On failure nothing of it is
    // kept and what was known stays known; ErrorKind::io on a full disk.
    Result<ObservationId> record(RunId run, const facts::Observation& observation);

    // The newest observations, ordered by probe and scope; or those of one run, as recorded.
    Result<std::vector<Observed>> observations() const;
    Result<std::vector<Observed>> observations_of(RunId run) const;

    // Turns this object back to what was known when `run` ended: observations() and query() answer
    // for that moment from then on, also after another look back. Only `tables` can be asked of
    // then, or all where none is named. Writes nothing to the file; views named all_* show all that
    // was ever seen as before. ErrorKind::not_found: no such run.
    Result<> look_back_to(RunId run, const std::vector<std::string>& tables = {});

    // Runs one SELECT over the views and tables of facts. Anything else is refused:
    // ErrorKind::usage with the database's own words.
    Result<Rows> query(std::string_view sql, const Limits& limits = {}) const;
    Result<QueryShape> shape(std::string_view sql) const;

    // Forgets every run and row. Requires a store in memory.
    Result<> forget_all();

private:
    explicit Store(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection_;
};

}  // namespace primum::store
