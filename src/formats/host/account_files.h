// The local accounts: passwd(5), shadow(5) and group(5).
//
// What is kept of a password is its state and the name of its scheme; the hash stays in the
// caller's text. A line that is none is left out, as by the C library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

constexpr std::size_t accounts_max = 10000;

struct PasswdEntry {
    std::string name;
    std::uint32_t user_id = 0;
    std::uint32_t group_id = 0;
    std::string home;
    std::string shell;
    bool password_here = false;   // A hash in passwd itself, as before 1990.
    bool password_empty = false;  // Neither a hash nor "x": login without any.
};
std::vector<PasswdEntry> parse_passwd(std::string_view text);

enum class PasswordState { empty, set, locked };

struct ShadowEntry {
    std::string name;
    PasswordState state = PasswordState::locked;
    std::string scheme;                    // "yescrypt", "sha512", …; empty unless set.
    std::optional<std::int64_t> changed;   // Days since 1970.
    std::optional<std::int64_t> days_max;  // Nothing where it never expires.
    std::optional<std::int64_t> expires;   // Of the account; days since 1970.
};
std::vector<ShadowEntry> parse_shadow(std::string_view text);

// By the prefix of its hash, crypt(5): "$y$" is yescrypt.
std::string_view password_scheme(std::string_view hash);

struct GroupEntry {
    std::string name;
    std::uint32_t group_id = 0;
    std::vector<std::string> members;
};
std::vector<GroupEntry> parse_group(std::string_view text);

}  // namespace primum::formats
