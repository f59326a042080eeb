// Fields: what a form or an address says, by name. And the two headers that we read ourselves.
//
// Pure functions over bytes that anybody may send; fuzz/web_fields_fuzz.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace primum::web {

class Fields {
public:
    static constexpr std::size_t count_max = 400;
    static constexpr std::size_t name_bytes_max = 100;

    // application/x-www-form-urlencoded (WHATWG URL §5.1), and stricter: an escape that is none, a
    // byte 0, text that is no UTF-8 or too many fields are ErrorKind::malformed. Ends of lines come
    // out as "\n".
    static Result<Fields> parse(std::string_view encoded);

    // Adds one. False past the limits, or when it is no text.
    bool add(std::string name, std::string value);

    // The first of that name; empty when there is none.
    std::string_view value(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::string> values(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }
    bool empty() const { return all_.empty(); }

    // What parse() reads back as the same fields.
    std::string encoded() const;

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

// As it may stand in an address: letters, digits and -._~ as they are, other bytes as %XX.
std::string percent_encoded(std::string_view text);

// The value of a cookie in the header Cookie (RFC 6265 §4.2), or nothing. Of two with one name
// neither counts: one of them was put there by somebody else.
std::optional<std::string> cookie_value(std::string_view header, std::string_view name);

struct Host {
    std::string name;        // In lower case, an IPv6 address without its brackets.
    std::uint16_t port = 0;  // 0 where none was said.

    bool operator==(const Host&) const = default;
};

// The header Host (RFC 9110 §7.2): a name or an address, and a port. ErrorKind::malformed else.
Result<Host> parse_host(std::string_view header);

}  // namespace primum::web
