// Whatever the file, names are bounded and a key leaves nothing but its length and its kind.
#include "formats/host/saved_wifi.h"

#include <cstdlib>

namespace {

constexpr std::size_t ssid_bytes_max = 32;

void check(const primum::formats::SavedWifi& network) {
    if (network.ssid.size() > ssid_bytes_max) std::abort();
    if (network.key_characters.has_value() == network.key_kind.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto network = primum::formats::parse_network_manager_profile(text)) check(*network);
    for (const auto& network : primum::formats::parse_wpa_supplicant(text)) check(network);
    const auto line = text.find('\n');
    if (line == std::string_view::npos) return 0;
    const auto network =
        primum::formats::parse_iwd_network(text.substr(0, line), text.substr(line + 1));
    if (network) check(*network);
    return 0;
}
