#include "probes/network/databases/memory.h"

#include "base/text.h"
#include "formats/memcached.h"
#include "formats/redis_reply.h"

namespace primum::probes {
namespace {

using facts::DatabaseServer;
using formats::RedisKind;

Result<formats::RedisReply> read_reply(Line& line) {
    return formats::parse_redis_line(TRY(line.read_line(formats::redis_line_length_max)));
}

// The version, where the server tells it to strangers.
Result<std::optional<std::string>> read_version(Line& line) {
    TRY(line.write(formats::redis_server_information()));
    const auto reply = TRY(read_reply(line));
    if (reply.kind != RedisKind::bulk) return std::optional<std::string>{};
    const auto text = TRY(line.read(reply.bulk_bytes));
    return formats::redis_version(as_text(text));
}

}  // namespace

Result<Heard<DatabaseServer>> ask_redis(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(formats::redis_ping()));
    const auto reply = TRY(read_reply(line));
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.encrypted = port.tls.has_value();
    port.product = "Redis";
    if (reply.refuses_strangers()) {
        heard.row.needs_login = true;
        port.cleartext_login = !port.tls;
        return heard;
    }
    if (reply.kind != RedisKind::status) {
        heard.cut_short =
            Error{ErrorKind::malformed, {"le serveur a refusé PING", "the server refused PING"}};
        return heard;
    }
    heard.row.needs_login = false;
    auto version = read_version(line);
    if (!version) {
        heard.cut_short = std::move(version).error();
    } else if (const auto& told = *version) {
        port.version = printable(*told);
        heard.row.version = port.version;
    }
    return heard;
}

Result<Heard<DatabaseServer>> ask_memcached(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(as_bytes(formats::memcached_question)));
    const auto answer = TRY(
        formats::parse_memcached_answer(TRY(line.read_line(formats::memcached_line_length_max))));
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.encrypted = port.tls.has_value();
    heard.row.needs_login = answer.needs_login;
    port.product = "Memcached";
    if (!answer.version.empty()) {
        heard.row.version = printable(answer.version);
        port.version = *heard.row.version;
    }
    return heard;
}

}  // namespace primum::probes
