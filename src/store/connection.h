// Connection, Statement: SQLite's handles, owned, with its errors as Results. Private to this room.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "base/result.h"
#include "facts/column.h"
#include "store/guard.h"

namespace primum::store {

// One prepared statement. Borrows its connection, which must outlive it.
class Statement {
public:
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}

    void bind(int parameter, const facts::Value& value);  // Parameters count from 1. Copies text.
    Result<bool> step();                                  // True: there is a row to read.
    Result<> run();  // Steps to the end and makes ready for another run.

    int column_count() const { return sqlite3_column_count(handle_.get()); }
    std::string column_name(int column) const;
    facts::Value value(int column) const;
    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    std::string text(int column) const;
    bool is_read_only() const { return sqlite3_stmt_readonly(handle_.get()) != 0; }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

// What SQLite said last, as an Error: a full disk, a busy file and a damaged file have their own
// sentences.
Error database_error(sqlite3* database);

enum class Access { read_write, read_only };

// One open database. Not thread-safe.
class Connection {
public:
    // `name` is a path that exists, or ":memory:".
    static Result<std::unique_ptr<Connection>> open(const std::string& name, Access access);

    Result<> execute(const std::string& sql);
    Result<Statement> prepare(std::string_view sql) const;    // Our own SQL, unguarded.
    Result<std::int64_t> number(std::string_view sql) const;  // First cell of the first row, or 0.

    sqlite3* handle() const { return handle_.get(); }
    Guard& guard() const { return *guard_; }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    explicit Connection(sqlite3* handle);

    std::unique_ptr<sqlite3, Close> handle_;
    std::unique_ptr<Guard> guard_;  // Installed in the database: its address must not change.
};

// A transaction that is rolled back unless commit() succeeded.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept
        : connection_(std::exchange(other.connection_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<> commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace primum::store
