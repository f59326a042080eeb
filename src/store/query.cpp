#include <chrono>

#include "base/text.h"
#include "store/connection.h"
#include "store/store.h"

namespace primum::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int steps_between_looks_at_the_clock = 2'000;

// Interrupts the running statement once the time is over.
class Deadline {
public:
    Deadline(sqlite3* database, std::chrono::milliseconds time_max)
        : database_(database), end_(Clock::now() + time_max) {
        sqlite3_progress_handler(database_, steps_between_looks_at_the_clock, &Deadline::is_over,
                                 this);
    }
    ~Deadline() { sqlite3_progress_handler(database_, 0, nullptr, nullptr); }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    bool passed() const { return Clock::now() >= end_; }

private:
    static int is_over(void* deadline) {
        return static_cast<const Deadline*>(deadline)->passed() ? 1 : 0;
    }

    sqlite3* database_;
    Clock::time_point end_;
};

Error refused(const std::string& words) {
    return {ErrorKind::usage,
            say("la requête demande autre chose que lire des constatations ({})",
                "the query asks for something else than reading facts ({})", words)};
}

Error wrong_query(Error error, const Guard::Watch& watch) {
    if (error.kind != ErrorKind::usage) return error;
    if (watch.refused()) return refused(error.message.english);
    return {ErrorKind::usage, join({"la requête est fausse", "the query is wrong"}, error.message)};
}

Error only_one() {
    return {ErrorKind::usage,
            {"une requête est une seule instruction SELECT", "a query is one SELECT and no more"}};
}

// Prepares the one statement of `sql`; what follows it may only be white space or a comment.
Result<Statement> prepare_foreign(sqlite3* database, std::string_view sql,
                                  const Guard::Watch& watch) {
    if (sql.find('\0') != std::string_view::npos) return only_one();
    sqlite3_stmt* handle = nullptr;
    const char* rest = nullptr;
    int code =
        sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), 0, &handle, &rest);
    if (code != SQLITE_OK) return wrong_query(database_error(database), watch);
    Statement statement(handle);
    if (handle == nullptr) return only_one();
    const auto tail = sql.substr(static_cast<std::size_t>(rest - sql.data()));
    sqlite3_stmt* second = nullptr;
    code = sqlite3_prepare_v3(database, tail.data(), static_cast<int>(tail.size()), 0, &second,
                              nullptr);
    const Statement dropped(second);
    if (code != SQLITE_OK || second != nullptr) return only_one();
    if (!statement.is_read_only()) return refused("not a SELECT");
    return statement;
}

std::size_t bytes_of(const std::vector<facts::Value>& row) {
    std::size_t bytes = row.size() * sizeof(facts::Value);
    for (const auto& value : row) {
        if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
    }
    return bytes;
}

std::vector<std::string> columns_of(const Statement& statement) {
    std::vector<std::string> columns;
    columns.reserve(static_cast<std::size_t>(statement.column_count()));
    for (int i = 0; i < statement.column_count(); ++i) columns.push_back(statement.column_name(i));
    return columns;
}

Error too_slow(const Limits& limits) {
    return {ErrorKind::usage, say("la requête a été arrêtée après {} ms",
                                  "the query was stopped after {} ms", limits.time_max.count())};
}

}  // namespace

Result<Rows> Store::query(std::string_view sql, const Limits& limits) const {
    const Guard::Watch watch(connection_->guard());
    const Deadline deadline(connection_->handle(), limits.time_max);
    auto statement = TRY(prepare_foreign(connection_->handle(), sql, watch));
    Rows found{.columns = columns_of(statement)};
    std::size_t bytes = 0;
    while (true) {
        auto more = statement.step();
        if (!more && deadline.passed()) return too_slow(limits);
        if (!more) return wrong_query(std::move(more).error(), watch);
        if (!*more) return found;
        if (found.rows.size() == limits.rows_max || bytes >= limits.bytes_max) {
            found.cut = true;
            return found;
        }
        std::vector<facts::Value> row;
        row.reserve(found.columns.size());
        for (int i = 0; i < statement.column_count(); ++i) row.push_back(statement.value(i));
        bytes += bytes_of(row);
        found.rows.push_back(std::move(row));
    }
}

Result<QueryShape> Store::shape(std::string_view sql) const {
    const Guard::Watch watch(connection_->guard());
    const auto statement = TRY(prepare_foreign(connection_->handle(), sql, watch));
    return QueryShape{columns_of(statement), {watch.tables().begin(), watch.tables().end()}};
}

}  // namespace primum::store
