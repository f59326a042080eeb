#include "formats/wifi/security_element.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

struct Suite {
    std::uint32_t selector;  // Organisation and number.
    std::string_view name;
};

constexpr std::uint32_t ieee = 0x000FAC00;
constexpr std::uint32_t microsoft = 0x0050F200;  // WPA of 2003.
constexpr std::uint32_t alliance = 0x506F9A00;

constexpr std::array ciphers{
    Suite{ieee | 0, "group"},      Suite{ieee | 1, "WEP-40"},      Suite{ieee | 2, "TKIP"},
    Suite{ieee | 4, "CCMP"},       Suite{ieee | 5, "WEP-104"},     Suite{ieee | 7, "none"},
    Suite{ieee | 8, "GCMP-128"},   Suite{ieee | 9, "GCMP-256"},    Suite{ieee | 10, "CCMP-256"},
    Suite{microsoft | 0, "group"}, Suite{microsoft | 1, "WEP-40"}, Suite{microsoft | 2, "TKIP"},
    Suite{microsoft | 4, "CCMP"},  Suite{microsoft | 5, "WEP-104"}};

constexpr std::array akms{Suite{ieee | 1, "802.1X"},
                          Suite{ieee | 2, "PSK"},
                          Suite{ieee | 3, "FT-802.1X"},
                          Suite{ieee | 4, "FT-PSK"},
                          Suite{ieee | 5, "802.1X-SHA256"},
                          Suite{ieee | 6, "PSK-SHA256"},
                          Suite{ieee | 7, "TDLS"},
                          Suite{ieee | 8, "SAE"},
                          Suite{ieee | 9, "FT-SAE"},
                          Suite{ieee | 11, "SuiteB"},
                          Suite{ieee | 12, "SuiteB-192"},
                          Suite{ieee | 13, "FT-SuiteB-192"},
                          Suite{ieee | 14, "FILS-SHA256"},
                          Suite{ieee | 15, "FILS-SHA384"},
                          Suite{ieee | 16, "FT-FILS-SHA256"},
                          Suite{ieee | 17, "FT-FILS-SHA384"},
                          Suite{ieee | 18, "OWE"},
                          Suite{ieee | 19, "FT-PSK-SHA384"},
                          Suite{ieee | 20, "PSK-SHA384"},
                          Suite{ieee | 22, "FT-802.1X-SHA384"},
                          Suite{ieee | 23, "802.1X-SHA384"},
                          Suite{ieee | 24, "SAE-EXT"},
                          Suite{ieee | 25, "FT-SAE-EXT"},
                          Suite{microsoft | 1, "802.1X"},
                          Suite{microsoft | 2, "PSK"},
                          Suite{alliance | 2, "DPP"}};

// The name, or "00-0F-AC:99" for a suite that no list here knows.
std::string name_in(std::span<const Suite> suites, std::uint32_t selector) {
    const auto found = std::ranges::find(suites, selector, &Suite::selector);
    if (found != suites.end()) return std::string(found->name);
    return fmt::format("{:02X}-{:02X}-{:02X}:{}", selector >> 24, selector >> 16 & 0xFF,
                       selector >> 8 & 0xFF, selector & 0xFF);
}

Result<std::vector<std::string>> read_list(ByteReader& reader, std::span<const Suite> suites) {
    const std::size_t count = TRY(reader.u16_little());
    if (count * 4 > reader.remaining()) return malformed("802.11");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(name_in(suites, TRY(reader.u32_big())));
    return names;
}

// Everything after the version may be left out from its end; `otherwise` then holds.
Result<> read_suites(ByteReader& reader, SecurityElement& element) {
    if (reader.at_end()) return {};
    element.group = name_in(ciphers, TRY(reader.u32_big()));
    if (reader.at_end()) return {};
    element.pairwise = TRY(read_list(reader, ciphers));
    if (reader.at_end()) return {};
    element.akms = TRY(read_list(reader, akms));
    return {};
}

// "group" among the pairwise ciphers stands for the group cipher.
void name_group_cipher(SecurityElement& element) {
    std::ranges::replace(element.pairwise, "group", element.group);
}

Result<SecurityElement> read_element(ByteReader& reader, std::string_view usual_cipher) {
    SecurityElement element{.group = std::string(usual_cipher),
                            .pairwise = {std::string(usual_cipher)},
                            .akms = {"802.1X"}};
    if (TRY(reader.u16_little()) != 1) {
        return Error{ErrorKind::not_found, {"d'une autre version", "of another version"}};
    }
    TRY(read_suites(reader, element));
    name_group_cipher(element);
    return element;
}

}  // namespace

Result<SecurityElement> parse_rsn_element(BytesView content) {
    constexpr std::uint16_t protection_required = 0x0040;
    constexpr std::uint16_t protection_capable = 0x0080;
    ByteReader reader(content);
    auto element = TRY(read_element(reader, "CCMP"));
    if (reader.at_end()) return element;
    const auto capabilities = TRY(reader.u16_little());
    if ((capabilities & protection_capable) != 0) {
        element.frame_protection = FrameProtection::optional;
    }
    if ((capabilities & protection_required) != 0) {
        element.frame_protection = FrameProtection::required;
    }
    return element;
}

Result<SecurityElement> parse_wpa1_element(BytesView content) {
    ByteReader reader(content);
    return read_element(reader, "TKIP");
}

}  // namespace primum::formats
