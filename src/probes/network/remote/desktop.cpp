#include "probes/network/remote/desktop.h"

#include <algorithm>

#include "base/text.h"
#include "formats/rdp.h"
#include "formats/vnc.h"

namespace primum::probes {
namespace {

using facts::RemoteAccess;

constexpr std::size_t vencrypt_subtypes_max = 64;

Result<formats::RdpConfirm> request_rdp(net::Dialer& dialer, const OpenPort& port,
                                        std::uint32_t protections) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(formats::rdp_connection_request(protections)));
    auto packet = TRY(line.read(formats::tpkt_header_size_bytes));
    const auto size = TRY(formats::parse_tpkt_size(packet));
    const auto rest = TRY(line.read(size - packet.size()));
    packet.insert(packet.end(), rest.begin(), rest.end());
    return formats::parse_rdp_confirm(packet);
}

bool is_hybrid(const formats::RdpConfirm& confirm) {
    return !confirm.refusal &&
           (confirm.protection & (formats::rdp_hybrid | formats::rdp_hybrid_extended)) != 0;
}

bool wants_hybrid(const formats::RdpConfirm& confirm) {
    return confirm.refusal == formats::RdpRefusal::hybrid_required ||
           confirm.refusal == formats::RdpRefusal::tls_with_user_required;
}

// Before 3.7 the server decides alone, in four bytes; 0 is a refusal.
Result<std::vector<std::uint8_t>> read_decided_type(Line& line) {
    const auto bytes = TRY(line.read(4));
    const auto type = TRY(ByteReader(bytes).u32_big());
    if (type == 0) return std::vector<std::uint8_t>{};
    return std::vector<std::uint8_t>{static_cast<std::uint8_t>(std::min(type, 255U))};
}

Result<std::vector<std::uint8_t>> read_security_types(Line& line,
                                                      const formats::RfbVersion& version) {
    if (version == formats::RfbVersion{3, 3}) {
        return read_decided_type(line);
    }
    const auto count = std::to_integer<std::size_t>(TRY(line.read(1))[0]);
    const auto bytes = TRY(line.read(count));
    std::vector<std::uint8_t> types(count);
    std::ranges::transform(bytes, types.begin(), std::to_integer<std::uint8_t>);
    return types;
}

Result<formats::VncDoor> read_vencrypt(Line& line) {
    TRY(line.write(std::array{std::byte{formats::vnc_vencrypt}}));
    TRY(line.read(2));  // The highest version that the server knows.
    TRY(line.write(std::array{std::byte{0}, std::byte{2}}));
    const auto refusal = TRY(line.read(1))[0];
    const auto count = refusal == std::byte{0} ? std::to_integer<std::size_t>(TRY(line.read(1))[0])
                                               : vencrypt_subtypes_max + 1;
    if (count > vencrypt_subtypes_max) {
        return Error{ErrorKind::malformed,
                     {"VeNCrypt 0.2 a été refusé", "VeNCrypt 0.2 was refused"}};
    }
    const auto bytes = TRY(line.read(4 * count));
    ByteReader reader(bytes);
    std::vector<std::uint32_t> subtypes;
    while (!reader.at_end()) subtypes.push_back(TRY(reader.u32_big()));
    return formats::vencrypt_door(subtypes);
}

// What the server offers, once it said its version.
Result<> read_door(Line& line, const formats::RfbVersion& offered, RemoteAccess& row) {
    const auto version = formats::rfb_version_to_speak(offered);
    TRY(line.write(formats::rfb_version_message(version)));
    const auto types = TRY(read_security_types(line, version));
    if (types.empty()) {
        return Error{ErrorKind::denied,
                     {"le serveur a refusé de dire comment on s'y connecte",
                      "the server refused to say how one logs in"}};
    }
    const auto door = formats::vnc_door(types);
    row.needs_login = door.needs_login;
    row.encrypted = door.encrypted;
    const bool hides_more = std::ranges::find(types, formats::vnc_vencrypt) != types.end();
    if (!hides_more || row.needs_login == false) return {};

    const auto inner = TRY(read_vencrypt(line));
    if (inner.needs_login && (!row.needs_login || !*inner.needs_login)) {
        row.needs_login = inner.needs_login;
    }
    if (inner.encrypted == false) row.encrypted = false;
    return {};
}

}  // namespace

Result<Heard<RemoteAccess>> ask_rdp(net::Dialer& dialer, OpenPort& port) {
    const auto first = TRY(request_rdp(dialer, port, formats::rdp_tls | formats::rdp_hybrid));
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port)};
    auto& row = heard.row;
    row.version = "RDP";
    if (is_hybrid(first)) {
        row.encrypted = true;
        row.needs_login = true;
        row.version = "RDP (NLA)";
        const auto second = request_rdp(dialer, port, formats::rdp_tls);
        if (second) {
            row.network_level_authentication = wants_hybrid(*second);
        } else {
            heard.cut_short = second.error();
        }
        return heard;
    }
    // Without NLA a picture of the desktop comes first. It is most often a login screen, but only
    // who opens a session can know.
    row.network_level_authentication = wants_hybrid(first);
    if (!first.refusal && (first.protection & formats::rdp_tls) != 0) {
        row.encrypted = true;
        row.version = "RDP (TLS)";
    }
    return heard;
}

Result<Heard<RemoteAccess>> ask_vnc(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    const auto offered =
        TRY(formats::parse_rfb_version(TRY(line.read(formats::rfb_version_size_bytes))));
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port)};
    heard.row.version = fmt::format("RFB {}.{}", offered.major, offered.minor);
    auto seen = read_door(line, offered, heard.row);
    if (!seen) heard.cut_short = std::move(seen).error();
    if (port.tls) heard.row.encrypted = true;
    return heard;
}

}  // namespace primum::probes
