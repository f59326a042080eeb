#include "formats/ssdp.h"

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t header_lines_max = 64;
constexpr std::size_t field_length_max = 1024;

bool begins_an_answer(std::string_view line) {
    return line.starts_with("HTTP/1.1 200") || line.starts_with("HTTP/1.0 200") ||
           line.starts_with("NOTIFY * HTTP/1.");
}

std::string* field_of(SsdpAnswer& answer, std::string_view name) {
    if (equal_ignoring_case(name, "st") || equal_ignoring_case(name, "nt")) return &answer.target;
    if (equal_ignoring_case(name, "location")) return &answer.location;
    if (equal_ignoring_case(name, "server")) return &answer.server;
    if (equal_ignoring_case(name, "usn")) return &answer.unique_name;
    return nullptr;
}

}  // namespace

std::string encode_ssdp_search(const Endpoint& host, std::string_view target, int seconds_max) {
    return fmt::format(
        "M-SEARCH * HTTP/1.1\r\nHOST: {}\r\nMAN: \"ssdp:discover\"\r\nMX: {}\r\nST: {}\r\n\r\n",
        host.to_string(), seconds_max, target);
}

Result<SsdpAnswer> parse_ssdp_answer(BytesView bytes) {
    const auto lines = split(as_text(bytes), '\n');
    if (!begins_an_answer(lines.front()) || lines.size() > header_lines_max) {
        return Error{ErrorKind::malformed,
                     {"ce n'est pas une réponse SSDP", "it is not an SSDP answer"}};
    }
    SsdpAnswer answer;
    for (std::size_t i = 1; i < lines.size() && !trim(lines[i]).empty(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon == std::string_view::npos) continue;
        auto* field = field_of(answer, trim(lines[i].substr(0, colon)));
        const auto value = trim(lines[i].substr(colon + 1));
        if (field != nullptr && value.size() <= field_length_max) *field = value;
    }
    return answer;
}

std::string device_type_of(std::string_view target) {
    const auto parts = split(target, ':');
    if (parts.size() < 4 || parts[0] != "urn" || parts[2] != "device") return {};
    return std::string(parts[3]);
}

}  // namespace primum::formats
