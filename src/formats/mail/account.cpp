#include "formats/mail/account.h"

#include <algorithm>

#include "base/text.h"
#include "formats/http_url.h"

namespace primum::formats {
namespace {

constexpr std::size_t address_length_max = 254;  // RFC 5321, 4.5.3.1, as corrected.

bool is_address_character(char character) {
    constexpr std::string_view special = ".!#$&'*+-/=?^_`{|}~";
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || special.find(character) != std::string_view::npos;
}

bool is_domain_character(char character) {
    return is_address_character(character) &&
           std::string_view("!#$&'*+/=?^_`{|}~").find(character) == std::string_view::npos;
}

// The address around the first '@' of `text` that has one, in lower case.
std::optional<std::string> first_address(std::string_view text) {
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        auto first = at;
        while (first > 0 && is_address_character(text[first - 1]) && text[first - 1] != '/') {
            --first;
        }
        auto end = at + 1;
        while (end < text.size() && is_domain_character(text[end])) ++end;
        if (auto address = plain_address(text.substr(first, end - first))) return address;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> plain_address(std::string_view text) {
    const auto trimmed = trim(text);
    const auto at = trimmed.find('@');
    if (trimmed.size() > address_length_max || at == 0 || at == std::string_view::npos) {
        return std::nullopt;
    }
    const auto domain = trimmed.substr(at + 1);
    const bool sound = std::ranges::all_of(trimmed.substr(0, at), is_address_character) &&
                       std::ranges::all_of(domain, is_domain_character);
    const bool dotted =
        domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.';
    if (!sound || !dotted) return std::nullopt;
    return lower_case(trimmed);
}

std::string domain_of_address(std::string_view text) {
    const auto address = first_address(text);
    return address ? address->substr(address->find('@') + 1) : "";
}

std::string host_of_uri(std::string_view uri) {
    constexpr std::string_view mark = "://";
    const auto scheme = uri.find(mark);
    if (scheme == std::string_view::npos) return {};
    auto host = uri.substr(scheme + mark.size());
    host = host.substr(0, host.find_first_of("/?#"));
    const auto at = host.rfind('@');
    if (at != std::string_view::npos) host.remove_prefix(at + 1);
    host = host.substr(0, host.find(':'));
    return printable(lower_case(host));
}

std::optional<std::string> address_in_uri(std::string_view uri) {
    return first_address(percent_decoded(uri));
}

}  // namespace primum::formats
