#include "probes/network/databases/mysql.h"

#include "base/text.h"
#include "formats/mysql_handshake.h"

namespace primum::probes {
namespace {

using facts::DatabaseServer;
using formats::MySqlVerdict;

// In this order; the second only where the first was refused.
constexpr std::array accounts{std::string_view(""), std::string_view("root")};

struct Packet {
    formats::MySqlHeader header;
    Bytes payload;
};

Result<Packet> read_packet(Line& line) {
    const auto header =
        TRY(formats::parse_mysql_header(TRY(line.read(formats::mysql_header_size_bytes))));
    return Packet{.header = header, .payload = TRY(line.read(header.payload_bytes))};
}

struct Visit {
    formats::MySqlGreeting greeting;
    std::optional<formats::MySqlLoginAnswer> answer;
    std::optional<Error> cut_short;  // Between the greeting and the answer.
};

Result<formats::MySqlLoginAnswer> log_in(Line& line, std::string_view account,
                                         std::string_view method) {
    TRY(line.write(formats::mysql_login_without_password(account, method)));
    auto packet = TRY(read_packet(line));
    auto answer = TRY(formats::parse_mysql_login_answer(packet.payload));
    if (answer.verdict != MySqlVerdict::other_method) return answer;

    const auto words = formats::mysql_empty_password(
        answer.method, static_cast<std::uint8_t>(packet.header.sequence + 1));
    // A method that an empty password cannot answer asks for something else: the door has a lock.
    if (!words) return answer;
    TRY(line.write(*words));
    packet = TRY(read_packet(line));
    return formats::parse_mysql_login_answer(packet.payload);
}

Result<Visit> visit(net::Dialer& dialer, const OpenPort& port, std::string_view account) {
    auto line = TRY(call(dialer, port));
    const auto packet = TRY(read_packet(line));
    Visit visit{.greeting = TRY(formats::parse_mysql_greeting(packet.payload))};
    if (visit.greeting.refusal || !visit.greeting.speaks_4_1) return visit;

    auto answer = log_in(line, account, visit.greeting.method);
    if (!answer) {
        visit.cut_short = std::move(answer).error();
        return visit;
    }
    visit.answer = std::move(*answer);
    if (visit.answer->verdict == MySqlVerdict::accepted) {
        (void)line.write(formats::mysql_quit());  // Out of politeness: we hang up next.
    }
    return visit;
}

Error unclear(std::uint16_t code) {
    return {
        ErrorKind::denied,
        say("le serveur a refusé (erreur {}) sans dire s'il demande un mot de passe",
            "the server refused (error {}) without saying whether it asks for a password", code)};
}

void note_greeting(const formats::MySqlGreeting& greeting, DatabaseServer& row, OpenPort& port) {
    if (greeting.refusal) return;
    row.version = printable(greeting.version);
    row.encrypted = greeting.offers_tls;
    port.product = greeting.is_mariadb ? "MariaDB" : "MySQL";
    port.version = *row.version;
}

// What this visit says of the door: open, locked, or why that is still unknown.
Result<bool> needs_login(const Visit& visit) {
    if (visit.cut_short) return *visit.cut_short;
    if (visit.greeting.refusal) {
        if (visit.greeting.refusal->is_about_access()) return true;
        return unclear(visit.greeting.refusal->code);
    }
    if (!visit.answer) {
        return Error{ErrorKind::malformed,
                     {"une version d'avant 2004, que Primum ne parle pas",
                      "a version from before 2004, which Primum does not "
                      "speak"}};
    }
    if (visit.answer->verdict != MySqlVerdict::refused) {
        return visit.answer->verdict == MySqlVerdict::other_method;
    }
    if (visit.answer->refusal.is_about_access()) return true;
    return unclear(visit.answer->refusal.code);
}

}  // namespace

Result<Heard<DatabaseServer>> ask_mysql(net::Dialer& dialer, OpenPort& port) {
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    bool greeted = false;
    for (const auto account : accounts) {
        const auto seen = visit(dialer, port, account);
        if (!seen && !greeted) return seen.error();
        const auto verdict = seen ? needs_login(*seen) : Result<bool>(seen.error());
        if (seen && !greeted) note_greeting(seen->greeting, heard.row, port);
        greeted = true;
        if (!verdict) {
            heard.row.needs_login = std::nullopt;
            heard.cut_short = verdict.error();
            return heard;
        }
        heard.row.needs_login = *verdict;
        if (!*verdict || seen->greeting.refusal) return heard;
    }
    return heard;
}

}  // namespace primum::probes
