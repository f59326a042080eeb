#include "formats/vnc.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

enum class Login { none, asked, unknown };
enum class Cover { clear, encrypted, unknown };

struct Offer {
    std::uint32_t type;
    Login login;
    Cover cover;
};

// Tight, TLS and VeNCrypt are envelopes: the login is chosen inside.
constexpr std::array security_offers{
    Offer{1, Login::none, Cover::clear},          // None
    Offer{2, Login::asked, Cover::clear},         // VNC Authentication
    Offer{5, Login::asked, Cover::encrypted},     // RA2
    Offer{6, Login::asked, Cover::clear},         // RA2ne: the login alone is encrypted
    Offer{16, Login::unknown, Cover::clear},      // Tight
    Offer{17, Login::asked, Cover::clear},        // Ultra
    Offer{18, Login::unknown, Cover::encrypted},  // TLS
    Offer{19, Login::unknown, Cover::encrypted},  // VeNCrypt
    Offer{20, Login::asked, Cover::clear},        // SASL
    Offer{21, Login::asked, Cover::clear},        // MD5 hash
    Offer{22, Login::asked, Cover::unknown},      // Colin Dean xvp
    Offer{30, Login::asked, Cover::clear},        // Apple Remote Desktop
    Offer{33, Login::asked, Cover::unknown},      // Apple: Mac OS X 10.12 and later
    Offer{35, Login::asked, Cover::unknown},     Offer{36, Login::asked, Cover::unknown},
    Offer{113, Login::asked, Cover::clear},      // MS Logon II (UltraVNC)
    Offer{129, Login::asked, Cover::encrypted},  // RA256 (TigerVNC)
    Offer{130, Login::asked, Cover::clear},      // RA256ne
};

constexpr std::array vencrypt_offers{
    Offer{256, Login::asked, Cover::clear},      // Plain
    Offer{257, Login::none, Cover::encrypted},   // TLSNone
    Offer{258, Login::asked, Cover::encrypted},  // TLSVnc
    Offer{259, Login::asked, Cover::encrypted},  // TLSPlain
    Offer{260, Login::none, Cover::encrypted},   // X509None
    Offer{261, Login::asked, Cover::encrypted},  // X509Vnc
    Offer{262, Login::asked, Cover::encrypted},  // X509Plain
    Offer{263, Login::asked, Cover::encrypted},  // TLSSASL
    Offer{264, Login::asked, Cover::encrypted},  // X509SASL
};

template <class Types, class Offers>
VncDoor door_of(const Types& types, const Offers& offers) {
    VncDoor door;
    bool cover_unknown = types.empty();
    for (const auto type : types) {
        const auto known = std::ranges::find(offers, std::uint32_t{type}, &Offer::type);
        const auto login = known == offers.end() ? Login::unknown : known->login;
        const auto cover = known == offers.end() ? Cover::unknown : known->cover;
        if (login == Login::none) door.needs_login = false;
        if (login == Login::asked && !door.needs_login) door.needs_login = true;
        if (cover == Cover::clear) door.encrypted = false;
        cover_unknown |= cover == Cover::unknown;
    }
    if (!door.encrypted && !cover_unknown) door.encrypted = true;
    return door;
}

}  // namespace

Result<RfbVersion> parse_rfb_version(BytesView bytes) {
    const auto text = as_text(bytes);
    const bool shaped = text.size() == rfb_version_size_bytes && text.starts_with("RFB ") &&
                        text[7] == '.' && text.ends_with('\n');
    if (!shaped) return malformed("VNC (RFB)");
    const auto major = parse_number(text.substr(4, 3));
    const auto minor = parse_number(text.substr(8, 3));
    if (!major || !minor) return malformed("VNC (RFB)");
    return RfbVersion{.major = static_cast<int>(*major), .minor = static_cast<int>(*minor)};
}

RfbVersion rfb_version_to_speak(const RfbVersion& offered) {
    // Apple announces 3.889, RealVNC 4.1 and more; RFC 6143, 7.1.1: other numbers than these three
    // are to be taken for 3.3, but all of those above 3.8 in use speak it.
    if (offered.major > 3 || (offered.major == 3 && offered.minor >= 8)) return {3, 8};
    if (offered == RfbVersion{3, 7}) return {3, 7};
    return {3, 3};
}

Bytes rfb_version_message(const RfbVersion& version) {
    ByteWriter writer;
    writer.append(fmt::format("RFB {:03}.{:03}\n", version.major, version.minor));
    return std::move(writer).take();
}

VncDoor vnc_door(const std::vector<std::uint8_t>& security_types) {
    return door_of(security_types, security_offers);
}

VncDoor vencrypt_door(const std::vector<std::uint32_t>& subtypes) {
    return door_of(subtypes, vencrypt_offers);
}

}  // namespace primum::formats
