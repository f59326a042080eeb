#include "formats/http_url.h"

#include <algorithm>

#include "base/hex.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view scheme = "http://";
constexpr std::size_t url_length_max = 1024;

Error malformed() {
    return {ErrorKind::malformed,
            {"ce n'est pas une adresse http:// numérique", "it is not a numeric http:// address"}};
}

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < '\x7f'; });
}

Result<std::uint16_t> parse_port(std::string_view text) {
    const auto port = parse_number(text);
    if (!port || *port == 0 || *port > 65535) return malformed();
    return static_cast<std::uint16_t>(*port);
}

// "192.168.1.1", "192.168.1.1:80", "[fe80::1]:80"
Result<Endpoint> parse_host(std::string_view text) {
    std::string_view host = text;
    std::string_view port;
    const auto end = text.starts_with('[') ? text.find(']') : std::string_view::npos;
    const auto colon = text.find(':', end == std::string_view::npos ? 0 : end);
    if (colon != std::string_view::npos) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const auto address = IpAddress::parse(host);
    if (!address) return malformed();
    Endpoint endpoint{*address, 80};
    if (colon != std::string_view::npos) endpoint.port = TRY(parse_port(port));
    return endpoint;
}

}  // namespace

Result<HttpUrl> parse_http_url(std::string_view text) {
    text = trim(text);
    if (text.size() > url_length_max || !is_visible(text)) return malformed();
    if (!lower_case(text.substr(0, scheme.size())).starts_with(scheme)) return malformed();
    text.remove_prefix(scheme.size());
    text = text.substr(0, text.find('#'));
    const auto slash = text.find_first_of("/?");
    HttpUrl url;
    url.endpoint = TRY(parse_host(text.substr(0, slash)));
    if (slash != std::string_view::npos) url.path = text.substr(slash);
    if (url.path.starts_with('?')) url.path.insert(0, "/");
    return url;
}

Result<HttpUrl> resolve_http_url(const HttpUrl& base, std::string_view reference) {
    reference = trim(reference);
    if (lower_case(reference.substr(0, scheme.size())).starts_with(scheme)) {
        return parse_http_url(reference);
    }
    const bool usable = !reference.empty() && reference.size() <= url_length_max &&
                        is_visible(reference) && !reference.starts_with("//");
    if (!usable || reference.substr(0, reference.find('/')).find(':') != std::string_view::npos) {
        return malformed();
    }
    HttpUrl url = base;
    const auto folder = base.path.substr(0, base.path.find('?'));
    url.path = reference.starts_with('/')
                   ? std::string(reference)
                   : folder.substr(0, folder.rfind('/') + 1) + std::string(reference);
    url.path = url.path.substr(0, url.path.find('#'));
    if (url.path.empty()) return malformed();
    return url;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = text[i] == '%' ? text.substr(i + 1, 2) : std::string_view();
        const auto byte = text_of_hex(escape);
        if (byte.empty()) {
            decoded += text[i];
            continue;
        }
        decoded += byte;
        i += escape.size();
    }
    return decoded;
}

}  // namespace primum::formats
