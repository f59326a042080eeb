#include "formats/wifi/beacon.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "formats/malformed.h"
#include "formats/wifi/security_element.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t type_beacon = 0x80;          // Management, subtype 8.
constexpr std::uint8_t type_probe_response = 0x50;  // Management, subtype 5.
constexpr std::uint8_t flag_protected = 0x40;
constexpr std::uint8_t flag_order = 0x80;  // Four bytes of HT control follow the header.
constexpr std::uint16_t capability_privacy = 0x0010;

constexpr std::uint8_t element_ssid = 0;
constexpr std::uint8_t element_channel = 3;
constexpr std::uint8_t element_rsn = 48;
constexpr std::uint8_t element_ht_operation = 61;
constexpr std::uint8_t element_wapi = 68;
constexpr std::uint8_t element_vendor = 221;
constexpr std::size_t ssid_bytes_max = 32;

bool is_hidden(std::string_view ssid) {
    return std::ranges::all_of(ssid, [](char character) { return character == '\0'; });
}

void note_unread(const Error& error, Beacon& beacon) {
    if (error.kind == ErrorKind::malformed) beacon.damaged = beacon.unread_security = true;
}

// What the vendor elements of the Wi-Fi Alliance's founders say.
void read_vendor(BytesView content, Beacon& beacon) {
    constexpr std::uint32_t wpa1 = 0x0050F201;
    constexpr std::uint32_t wps = 0x0050F204;
    ByteReader reader(content);
    const auto type = reader.u32_big();
    if (!type) return;
    if (*type == wps) beacon.wps = true;
    if (*type != wpa1) return;
    const auto element = parse_wpa1_element(reader.rest());
    if (!element) return note_unread(element.error(), beacon);
    beacon.has_wpa1 = true;
    beacon.wpa1_akms.insert(element->akms.begin(), element->akms.end());
    beacon.wpa1_ciphers.insert(element->pairwise.begin(), element->pairwise.end());
    if (!beacon.has_rsn) beacon.group_cipher = element->group;
}

void read_rsn(BytesView content, Beacon& beacon) {
    const auto element = parse_rsn_element(content);
    if (!element) return note_unread(element.error(), beacon);
    beacon.has_rsn = true;
    beacon.rsn_akms.insert(element->akms.begin(), element->akms.end());
    beacon.rsn_ciphers.insert(element->pairwise.begin(), element->pairwise.end());
    beacon.group_cipher = element->group;
    beacon.frame_protection = element->frame_protection;
}

void read_element(std::uint8_t id, BytesView content, Beacon& beacon, bool& named) {
    switch (id) {
        case element_ssid:
            if (named) return;  // The first one counts.
            named = true;
            beacon.ssid = as_text(content.first(std::min(content.size(), ssid_bytes_max)));
            return;
        case element_channel:
            if (content.size() == 1) beacon.channel = std::to_integer<int>(content[0]);
            return;
        case element_ht_operation:
            if (!content.empty() && !beacon.channel) {
                beacon.channel = std::to_integer<int>(content[0]);
            }
            return;
        case element_rsn:
            return read_rsn(content, beacon);
        case element_wapi:
            beacon.has_wapi = true;
            return;
        case element_vendor:
            return read_vendor(content, beacon);
        default:
            return;
    }
}

struct AkmFamily {
    std::string_view security;
    std::vector<std::string_view> akms;
};

// The best first.
const std::vector<AkmFamily>& rsn_families() {
    static const std::vector<AkmFamily> all{
        {"WPA3-Enterprise-192", {"SuiteB-192", "FT-SuiteB-192"}},
        {"WPA3-SAE", {"SAE", "FT-SAE", "SAE-EXT", "FT-SAE-EXT"}},
        {"DPP", {"DPP"}},
        {"FILS", {"FILS-SHA256", "FILS-SHA384", "FT-FILS-SHA256", "FT-FILS-SHA384"}},
        {"WPA2-Enterprise",
         {"802.1X", "FT-802.1X", "802.1X-SHA256", "802.1X-SHA384", "FT-802.1X-SHA384", "SuiteB"}},
        {"OWE", {"OWE"}},
        {"WPA2-PSK", {"PSK", "FT-PSK", "PSK-SHA256", "PSK-SHA384", "FT-PSK-SHA384"}}};
    return all;
}

void add_rsn(const Beacon& beacon, std::vector<std::string_view>& parts) {
    const auto before = parts.size();
    for (const auto& family : rsn_families()) {
        const bool offered = std::ranges::any_of(family.akms, [&](std::string_view akm) {
            return beacon.rsn_akms.contains(std::string(akm));
        });
        if (offered) parts.push_back(family.security);
    }
    if (parts.size() == before) parts.emplace_back("unknown");
}

}  // namespace

Result<Beacon> parse_beacon(BytesView frame) {
    ByteReader reader(frame);
    const auto type = TRY(reader.u8());
    const auto flags = TRY(reader.u8());
    if ((type != type_beacon && type != type_probe_response) || (flags & flag_protected) != 0) {
        return Error{ErrorKind::not_found, {"pas une balise Wi-Fi", "not a beacon"}};
    }
    TRY(reader.skip(14));  // Duration, receiver, sender.
    const auto bssid = TRY(reader.take(6));
    const auto sequence = TRY(reader.u16_little());
    if ((sequence & 0x000F) != 0) {
        return Error{ErrorKind::not_found, {"suite d'une balise", "a beacon's later fragment"}};
    }
    if ((flags & flag_order) != 0) TRY(reader.skip(4));
    TRY(reader.skip(10));  // Time, interval.
    const auto capabilities = TRY(reader.u16_little());
    auto beacon = parse_elements(reader.rest(), (capabilities & capability_privacy) != 0);
    std::ranges::copy(bssid, beacon.bssid.begin());
    return beacon;
}

Beacon parse_elements(BytesView elements, bool privacy) {
    Beacon beacon{.privacy = privacy};
    ByteReader reader(elements);
    bool named = false;
    while (!reader.at_end()) {
        const auto id = reader.u8();
        const auto content_bytes = reader.u8();
        const auto content = content_bytes ? reader.take(*content_bytes) : content_bytes.error();
        if (!id || !content) {
            beacon.damaged = true;
            break;
        }
        read_element(*id, *content, beacon, named);
    }
    beacon.hidden = is_hidden(beacon.ssid);
    return beacon;
}

std::string security_of(const Beacon& beacon) {
    std::vector<std::string_view> parts;
    if (beacon.has_rsn) add_rsn(beacon, parts);
    if (beacon.has_wapi) parts.emplace_back("WAPI");
    if (beacon.has_wpa1) {
        parts.emplace_back(beacon.wpa1_akms.contains("802.1X") ? "WPA1-Enterprise" : "WPA1-PSK");
    }
    if (!parts.empty()) return fmt::format("{}", fmt::join(parts, "+"));
    if (!beacon.privacy) return "open";
    return beacon.unread_security ? "unknown" : "WEP";
}

}  // namespace primum::formats
