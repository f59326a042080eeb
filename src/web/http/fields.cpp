#include "web/http/fields.h"

#include <algorithm>

#include "base/text.h"

namespace primum::web {
namespace {

constexpr std::size_t host_bytes_max = 260;
constexpr std::size_t cookie_bytes_max = 4096;

Error malformed() {
    return {ErrorKind::malformed, {"formulaire illisible", "the form cannot be read"}};
}

std::optional<unsigned> digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = digit(text[i + 1]);
        const auto low = digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        out += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return out;
}

bool is_text(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto length = utf8_length(bytes);
        if (length == 0 || bytes.front() == '\0') return false;
        bytes.remove_prefix(length);
    }
    return true;
}

// A browser sends "\r\n" for a new line, a script perhaps "\r".
std::string with_plain_lines(std::string text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool is_name_character(char c) { return is_unreserved(c) && c != '~'; }

bool is_address_character(char c) { return digit(c).has_value() || c == ':' || c == '.'; }

Error bad_host() {
    return {ErrorKind::malformed,
            {"l'en-tête Host est illisible", "the Host header is unreadable"}};
}

Result<std::uint16_t> parse_port(std::string_view text) {
    if (text.empty()) return std::uint16_t{0};
    const auto number = parse_number(text.substr(1));
    if (text.front() != ':' || text.size() > 6 || !number || *number == 0 || *number > 65535) {
        return bad_host();
    }
    return static_cast<std::uint16_t>(*number);
}

}  // namespace

Result<Fields> Fields::parse(std::string_view encoded) {
    Fields fields;
    for (const auto part : split(encoded, '&')) {
        if (part.empty()) continue;
        const auto equals = part.find('=');
        auto name = decoded(part.substr(0, equals));
        auto value = decoded(equals == std::string_view::npos ? "" : part.substr(equals + 1));
        if (!name || !value || !fields.add(std::move(*name), std::move(*value))) return malformed();
    }
    return fields;
}

bool Fields::add(std::string name, std::string value) {
    if (all_.size() >= count_max || name.size() > name_bytes_max) return false;
    if (!is_text(name) || !is_text(value)) return false;
    all_.emplace_back(with_plain_lines(std::move(name)), with_plain_lines(std::move(value)));
    return true;
}

std::string_view Fields::value(std::string_view name) const {
    const auto found = std::ranges::find(all_, name, &std::pair<std::string, std::string>::first);
    return found == all_.end() ? std::string_view() : std::string_view(found->second);
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(all_, [&](const auto& field) { return field.first == name; });
}

std::vector<std::string> Fields::values(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [each, value] : all_) {
        if (each == name) found.push_back(value);
    }
    return found;
}

std::string Fields::encoded() const {
    std::string out;
    for (const auto& [name, value] : all_) {
        if (!out.empty()) out += '&';
        out += percent_encoded(name) + '=' + percent_encoded(value);
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::optional<std::string> cookie_value(std::string_view header, std::string_view name) {
    if (header.size() > cookie_bytes_max) return std::nullopt;
    std::optional<std::string> found;
    for (const auto part : split(header, ';')) {
        const auto pair = trim(part);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        if (found) return std::nullopt;
        found = std::string(pair.substr(equals + 1));
    }
    return found;
}

Result<Host> parse_host(std::string_view header) {
    if (header.empty() || header.size() > host_bytes_max) return bad_host();
    Host host;
    if (header.front() == '[') {
        const auto end = header.find(']');
        if (end == std::string_view::npos) return bad_host();
        const auto address = header.substr(1, end - 1);
        if (address.empty() || !std::ranges::all_of(address, is_address_character)) {
            return bad_host();
        }
        host.name = lower_case(address);
        host.port = TRY(parse_port(header.substr(end + 1)));
        return host;
    }
    const auto end = std::min(header.find(':'), header.size());
    const auto name = header.substr(0, end);
    if (name.empty() || !std::ranges::all_of(name, is_name_character)) return bad_host();
    host.name = lower_case(name);
    host.port = TRY(parse_port(header.substr(end)));
    return host;
}

}  // namespace primum::web
