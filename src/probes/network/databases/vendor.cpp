#include "probes/network/databases/vendor.h"

#include <array>

#include "formats/firebird.h"
#include "formats/tds.h"

namespace primum::probes {

using facts::DatabaseServer;

Result<Heard<DatabaseServer>> ask_firebird(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(formats::firebird_connect()));
    // XDR tells no length beforehand; the answer is short and comes in one piece.
    Bytes bytes(formats::firebird_answer_bytes_max);
    bytes.resize(TRY(line.stream->read_some(bytes, line.deadline)));
    const auto answer = TRY(formats::parse_firebird_answer(bytes));
    (void)line.write(formats::firebird_disconnect());

    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.needs_login = answer.needs_login;
    port.product = "Firebird";
    const auto release =
        answer.protocol ? formats::firebird_release(*answer.protocol) : std::nullopt;
    if (release) {
        heard.row.version = std::string(*release);
        port.version = *heard.row.version;
    }
    return heard;
}

Result<Heard<DatabaseServer>> ask_sqlserver(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(formats::tds_prelogin()));
    auto packet = TRY(line.read(formats::tds_header_size_bytes));
    const auto size = TRY(formats::parse_tds_size(packet));
    const auto rest = TRY(line.read(size - packet.size()));
    packet.insert(packet.end(), rest.begin(), rest.end());
    const auto prelogin = TRY(formats::parse_tds_prelogin(packet));

    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.version = prelogin.version();
    heard.row.encrypted = prelogin.encryption != formats::TdsEncryption::not_supported;
    port.product = "Microsoft SQL Server";
    port.version = *heard.row.version;
    // Without TLS the password crosses the network under a fixed disguise ([MS-TDS] 2.2.6.4).
    port.cleartext_login = !*heard.row.encrypted;
    return heard;
}

}  // namespace primum::probes
