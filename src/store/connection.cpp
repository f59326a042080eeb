#include "store/connection.h"

#include <cerrno>

#include "base/text.h"
#include "store/store.h"

namespace primum::store {
namespace {

constexpr int text_bytes_max = 16 * 1024 * 1024;
constexpr int sql_bytes_max = 100 * 1024;

Result<> check(sqlite3* database, int code) {
    if (code == SQLITE_OK) return {};
    return database_error(database);
}

void set_limits(sqlite3* database) {
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, text_bytes_max);
    sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, sql_bytes_max);
    sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 50);
    sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // A word in double quotes is a name, never a text by accident: as in PostgreSQL.
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

bool disk_is_full(sqlite3* database) {
    if (sqlite3_errcode(database) == SQLITE_FULL) return true;
    const int number = sqlite3_system_errno(database);
    return sqlite3_errcode(database) == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT);
}

}  // namespace

Error database_error(sqlite3* database) {
    if (disk_is_full(database)) {
        return {ErrorKind::io,
                {"le disque est plein : rien n'a été écrit, et ce qui était connu est intact",
                 "the disk is full: nothing was written, and what was known is untouched"}};
    }
    const std::string words = sqlite3_errmsg(database);
    switch (sqlite3_errcode(database)) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorKind::io,
                    {"un autre programme écrit dans les constatations ; réessayez quand il a fini",
                     "another program is writing to the facts; try again when it has finished"}};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorKind::corrupt, say("le fichier des constatations est abîmé ({})",
                                            "the file of facts is damaged ({})", words)};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return {ErrorKind::denied,
                    say("le fichier des constatations ne peut pas être ouvert ou écrit ({})",
                        "the file of facts cannot be opened or written ({})", words)};
        case SQLITE_IOERR:
            return {ErrorKind::io, say("le disque a refusé ({})", "the disk refused ({})", words)};
        default:
            return {ErrorKind::usage, {words, words}};
    }
}

void Statement::bind(int parameter, const facts::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        sqlite3_bind_text64(handle_.get(), parameter, text->data(), text->size(),
                            /*destructor: borrowed*/ nullptr, SQLITE_UTF8);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(handle_.get(), parameter, *number);
    } else {
        sqlite3_bind_null(handle_.get(), parameter);
    }
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return database_error(sqlite3_db_handle(handle_.get()));
}

Result<> Statement::run() {
    auto more = step();
    while (more && *more) more = step();
    if (!more) return std::move(more).error();
    sqlite3_reset(handle_.get());
    return {};
}

std::string Statement::column_name(int column) const {
    const char* name = sqlite3_column_name(handle_.get(), column);
    return name == nullptr ? "" : name;
}

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(handle_.get(), column);
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return bytes == nullptr ? std::string{}
                            : std::string(reinterpret_cast<const char*>(bytes), length);
}

facts::Value Statement::value(int column) const {
    switch (sqlite3_column_type(handle_.get(), column)) {
        case SQLITE_NULL:
            return {};
        case SQLITE_INTEGER:
            return integer(column);
        default:
            return text(column);
    }
}

Connection::Connection(sqlite3* handle) : handle_(handle), guard_(std::make_unique<Guard>()) {
    guard_->install(handle);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& name, Access access) {
    const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    TRY(check(handle, code));
    sqlite3_extended_result_codes(handle, 0);
    sqlite3_busy_timeout(handle, static_cast<int>(Store::busy_time_max.count()));
    set_limits(handle);
    // What is sorted stays in memory: no copy of the facts in a temporary file.
    TRY(
        connection->execute("PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
                            "PRAGMA cache_size = -32768"));
    return connection;
}

Result<> Connection::execute(const std::string& sql) {
    return check(handle(), sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr));
}

Result<Statement> Connection::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    TRY(check(handle(), sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), 0,
                                           &statement, nullptr)));
    return Statement(statement);
}

Result<std::int64_t> Connection::number(std::string_view sql) const {
    auto statement = TRY(prepare(sql));
    return TRY(statement.step()) ? statement.integer(0) : 0;
}

Result<Transaction> Transaction::begin(Connection& connection) {
    TRY(connection.execute("BEGIN IMMEDIATE"));
    return Transaction(connection);
}

Transaction::~Transaction() {
    // A failure that ended the transaction by itself leaves nothing to roll back.
    if (connection_ != nullptr) (void)connection_->execute("ROLLBACK");
}

Result<> Transaction::commit() {
    TRY(connection_->execute("COMMIT"));
    connection_ = nullptr;
    return {};
}

}  // namespace primum::store
