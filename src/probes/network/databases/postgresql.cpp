#include "probes/network/databases/postgresql.h"

#include <algorithm>

#include "base/text.h"
#include "formats/postgresql_startup.h"

namespace primum::probes {
namespace {

using facts::DatabaseServer;
using formats::PostgresqlType;

// Between the server's trust and "ready" stand a dozen parameters.
constexpr std::size_t messages_max = 64;

struct Message {
    PostgresqlType type;
    Bytes body;
};

Result<Message> read_message(Line& line) {
    const auto header = TRY(
        formats::parse_postgresql_header(TRY(line.read(formats::postgresql_header_size_bytes))));
    return Message{.type = header.type, .body = TRY(line.read(header.body_bytes))};
}

class Interview {
public:
    Interview(Line& line, DatabaseServer& row, OpenPort& port)
        : line_(line), row_(row), port_(port) {}

    Result<> run() {
        TRY(line_.write(formats::postgresql_startup("postgres", "postgres")));
        for (std::size_t i = 0; i < messages_max && !done_; ++i) {
            const auto message = TRY(read_message(line_));
            TRY(note(message));
        }
        return line_.write(formats::postgresql_terminate());
    }

private:
    Result<> note(const Message& message) {
        switch (message.type) {
            case PostgresqlType::authentication:
                return note_authentication(message.body);
            case PostgresqlType::error:
                return note_error(message.body);
            case PostgresqlType::parameter:
                return note_parameter(message.body);
            case PostgresqlType::ready:
                done_ = true;
                return {};
            case PostgresqlType::backend_key:
            case PostgresqlType::negotiate_version:
            case PostgresqlType::notice:
                return {};
        }
        return {};
    }

    Result<> note_authentication(BytesView body) {
        const auto method = TRY(formats::parse_postgresql_authentication(body));
        row_.needs_login = method != formats::postgresql_authentication_ok;
        done_ = *row_.needs_login;
        if (method == formats::postgresql_password_in_clear) {
            port_.cleartext_login = !encrypted_now();
        }
        return {};
    }

    Result<> note_error(BytesView body) {
        const auto code = TRY(formats::parse_postgresql_error_code(body));
        done_ = true;
        if (row_.needs_login) return {};  // It trusted us, and then had no such database.
        // Class 28, invalid authorization: no line of pg_hba.conf lets us in.
        if (code.starts_with("28")) {
            row_.needs_login = true;
            return {};
        }
        return Error{ErrorKind::denied,
                     say("le serveur a refusé (code {}) sans dire s'il demande un mot de passe",
                         "the server refused (code {}) without saying whether it asks for a "
                         "password",
                         code)};
    }

    Result<> note_parameter(BytesView body) {
        const auto parameter = TRY(formats::parse_postgresql_parameter(body));
        if (parameter.name == "server_version") {
            row_.version = printable(parameter.value);
            port_.version = *row_.version;
        }
        return {};
    }

    bool encrypted_now() const { return row_.encrypted == true; }

    Line& line_;
    DatabaseServer& row_;
    OpenPort& port_;
    bool done_ = false;
};

Result<bool> offers_tls(Line& line) {
    TRY(line.write(formats::postgresql_tls_request()));
    const auto answer = TRY(line.read(1));
    return TRY(formats::parse_postgresql_tls_answer(answer[0])) == formats::PostgresqlTls::offered;
}

}  // namespace

Result<Heard<DatabaseServer>> ask_postgresql(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    auto& row = heard.row;
    row.encrypted = true;  // Inside TLS from the first byte, or:
    if (!port.tls) row.encrypted = TRY(offers_tls(line));
    port.product = "PostgreSQL";

    if (!port.tls && *row.encrypted) {
        auto inside = net::TlsStream::shake_hands(std::move(line.stream), line.deadline);
        if (!inside) {
            heard.cut_short = std::move(inside).error();
            return heard;
        }
        line.stream = std::move(*inside);
    }
    auto told = Interview(line, row, port).run();
    if (!told) heard.cut_short = std::move(told).error();
    return heard;
}

}  // namespace primum::probes
