#include "store/store.h"

#include <map>
#include <system_error>

#include <fmt/format.h>

#include "base/text.h"
#include "facts/tables.h"
#include "store/connection.h"
#include "store/location.h"
#include "store/look_back.h"
#include "store/record.h"
#include "store/schema.h"

namespace primum::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t page_bytes = 4096;

Sentence opening(const fs::path& path) { return say("ouvrir {}", "open {}", path.string()); }

// The header may be older than the log beside it: asks again, through the log.
Result<> check_version(const Connection& connection, const fs::path& path) {
    const auto version = TRY(connection.number("PRAGMA user_version").context(opening(path)));
    TRY(connection.number("SELECT count(*) FROM sqlite_schema").context(opening(path)));
    if (version > format_version) return newer_version(path, version);
    return {};
}

Result<> update_schema(Connection& connection) {
    if (TRY(is_up_to_date(connection))) return {};
    auto transaction = TRY(Transaction::begin(connection));
    TRY(bring_up_to_date(connection));
    return transaction.commit();
}

Time time_or_epoch(const std::string& text) { return parse_time(text).value_or(Time{}); }

facts::Status status_named(std::string_view name) {
    for (const auto status : {facts::Status::complete, facts::Status::partial}) {
        if (facts::name_of(status) == name) return status;
    }
    return facts::Status::failed;
}

std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ","));
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    if (text.empty()) return parts;
    for (const auto part : split(text, ',')) parts.emplace_back(part);
    return parts;
}

constexpr std::string_view observed_columns =
    "SELECT id, run, probe, scope, started_at, finished_at, milliseconds, status, reason, "
    "reason_en, "
    "(SELECT group_concat(name) FROM looked_for WHERE observation_id = id) FROM all_observation ";

Result<std::vector<Observed>> read_observed(Statement statement) {
    std::vector<Observed> all;
    while (TRY(statement.step())) {
        all.push_back({.id = ObservationId{statement.integer(0)},
                       .run = RunId{statement.integer(1)},
                       .probe = statement.text(2),
                       .scope = statement.text(3),
                       .started_at = time_or_epoch(statement.text(4)),
                       .finished_at = time_or_epoch(statement.text(5)),
                       .milliseconds = statement.integer(6),
                       .status = status_named(statement.text(7)),
                       .reason = {statement.text(8), statement.text(9)},
                       .tables = parted(statement.text(10))});
    }
    return all;
}

}  // namespace

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const fs::path& path, const StoreOptions& options) {
    auto header = check_header(path);
    if (!header && header.error().kind == ErrorKind::not_found) {
        TRY(create_file(path));
        header = check_header(path);
    }
    TRY(std::move(header));
    auto connection =
        TRY(Connection::open(path.string(), Access::read_write).context(opening(path)));
    TRY(check_version(*connection, path));
    std::error_code ignored;  // A file of another user stays as that user made it.
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
    TRY(connection
            ->execute(fmt::format("PRAGMA synchronous = FULL; PRAGMA max_page_count = {}",
                                  options.size_bytes_max / page_bytes))
            .context(opening(path)));
    TRY(update_schema(*connection).context(opening(path)));
    return Store(std::move(connection));
}

Result<Store> Store::open_read_only(const fs::path& path) {
    TRY(check_header(path));
    auto connection =
        TRY(Connection::open(path.string(), Access::read_only).context(opening(path)));
    TRY(check_version(*connection, path));
    if (!TRY(is_up_to_date(*connection).context(opening(path)))) {
        return Error{ErrorKind::usage,
                     say("{} a été écrit par une autre version de Primum ; lancez « primum audit » "
                         "une fois avec celle-ci",
                         "{} was written by another version of Primum; run \"primum audit\" once "
                         "with this one",
                         path.string())};
    }
    return Store(std::move(connection));
}

Result<Store> Store::open_in_memory() {
    auto connection = TRY(Connection::open(":memory:", Access::read_write));
    auto transaction = TRY(Transaction::begin(*connection));
    TRY(bring_up_to_date(*connection));
    TRY(transaction.commit());
    return Store(std::move(connection));
}

Result<RunId> Store::begin_run(const RunStart& start) {
    auto insert = TRY(connection_->prepare(
        "INSERT INTO run (started_at, version, consent_by, networks) VALUES (?, ?, ?, ?)"));
    const std::vector<facts::Value> values{format_time(start.started_at), start.version,
                                           facts::to_value(start.consent_by),
                                           joined(start.networks)};
    for (std::size_t i = 0; i < values.size(); ++i) insert.bind(static_cast<int>(i + 1), values[i]);
    TRY(insert.run());
    return RunId{sqlite3_last_insert_rowid(connection_->handle())};
}

Result<> Store::finish_run(RunId run, Time finished_at) {
    auto update = TRY(connection_->prepare("UPDATE run SET finished_at = ? WHERE id = ?"));
    const facts::Value when = format_time(finished_at);
    update.bind(1, when);
    update.bind(2, static_cast<std::int64_t>(run));
    TRY(update.run());
    // Tells the planner how the rows are spread. Without it the answers are the same, only slower:
    // a failure is no reason to doubt the run.
    (void)connection_->execute("ANALYZE");
    return {};
}

Result<std::vector<Run>> Store::runs() const {
    auto statement = TRY(connection_->prepare(
        "SELECT id, started_at, finished_at, version, consent_by, networks FROM run "
        "ORDER BY id DESC"));
    std::vector<Run> all;
    while (TRY(statement.step())) {
        const auto consent = statement.text(4);
        all.push_back(
            {.id = RunId{statement.integer(0)},
             .start = {.started_at = time_or_epoch(statement.text(1)),
                       .version = statement.text(3),
                       .consent_by = consent.empty() ? std::nullopt : std::optional(consent),
                       .networks = parted(statement.text(5))},
             .finished_at = parse_time(statement.text(2))});
    }
    return all;
}

Result<ObservationId> Store::record(RunId run, const facts::Observation& observation) {
    return record_observation(*connection_, run, observation)
        .context(say("garder les constatations de {}", "keep the facts of {}", observation.probe));
}

Result<std::vector<Observed>> Store::observations() const {
    return read_observed(TRY(connection_->prepare(
        std::string(observed_columns) + "WHERE superseded_by IS NULL ORDER BY probe, scope")));
}

Result<std::vector<Observed>> Store::observations_of(RunId run) const {
    auto statement =
        TRY(connection_->prepare(std::string(observed_columns) + "WHERE run = ? ORDER BY id"));
    statement.bind(1, static_cast<std::int64_t>(run));
    return read_observed(std::move(statement));
}

Result<> Store::look_back_to(RunId run, const std::vector<std::string>& tables) {
    return store::look_back_to(*connection_, run, tables);
}

Result<> Store::forget_all() {
    CHECK(std::string_view(sqlite3_db_filename(connection_->handle(), "main")).empty());
    std::string sql = "DELETE FROM run; DELETE FROM all_observation; DELETE FROM looked_for;";
    for (const auto* table : facts::all_tables()) {
        sql += fmt::format("DELETE FROM \"now_{0}\"; DELETE FROM \"past_{0}\";", table->name);
    }
    auto transaction = TRY(Transaction::begin(*connection_));
    TRY(connection_->execute(sql));
    return transaction.commit();
}

}  // namespace primum::store
