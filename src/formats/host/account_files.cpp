#include "formats/host/account_files.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/host/settings_file.h"

namespace primum::formats {
namespace {

constexpr std::int64_t never_days = 99999;  // What useradd(8) writes for "never expires".

// The fields of each line that has at least `fields_min`, and a name.
std::vector<std::vector<std::string_view>> lines_of(std::string_view text, std::size_t fields_min) {
    std::vector<std::vector<std::string_view>> lines;
    for (const auto line : split(text, '\n')) {
        auto fields = split(trim(line), ':');
        const bool is_entry = fields.size() >= fields_min && !fields[0].empty() &&
                              !fields[0].starts_with('#') && !fields[0].starts_with('+') &&
                              !fields[0].starts_with('-');
        if (is_entry && lines.size() < accounts_max) lines.push_back(std::move(fields));
    }
    return lines;
}

std::optional<std::uint32_t> id_of(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || *number > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

bool is_hash(std::string_view field) {
    return !field.empty() && field[0] != '!' && field[0] != '*' && field != "x";
}

struct Scheme {
    std::string_view prefix;
    std::string_view name;
};
constexpr std::array schemes{
    Scheme{"$y$", "yescrypt"}, Scheme{"$gy$", "gost-yescrypt"}, Scheme{"$7$", "scrypt"},
    Scheme{"$2", "bcrypt"},    Scheme{"$6$", "sha512"},         Scheme{"$5$", "sha256"},
    Scheme{"$sha1", "sha1"},   Scheme{"$md5", "sunmd5"},        Scheme{"$1$", "md5"},
    Scheme{"$3$", "nt"},       Scheme{"_", "bsdicrypt"},        Scheme{"$argon2", "argon2"}};

}  // namespace

std::vector<PasswdEntry> parse_passwd(std::string_view text) {
    std::vector<PasswdEntry> entries;
    for (const auto& fields : lines_of(text, 7)) {
        const auto user_id = id_of(fields[2]);
        const auto group_id = id_of(fields[3]);
        if (!user_id || !group_id) continue;
        entries.push_back({.name = std::string(fields[0]),
                           .user_id = *user_id,
                           .group_id = *group_id,
                           .home = std::string(fields[5]),
                           .shell = std::string(fields[6]),
                           .password_here = is_hash(fields[1]),
                           .password_empty = fields[1].empty()});
    }
    return entries;
}

std::string_view password_scheme(std::string_view hash) {
    const auto known = std::ranges::find_if(
        schemes, [&](const Scheme& scheme) { return hash.starts_with(scheme.prefix); });
    if (known != schemes.end()) return known->name;
    return hash.starts_with('$') ? "other" : "des";
}

std::vector<ShadowEntry> parse_shadow(std::string_view text) {
    std::vector<ShadowEntry> entries;
    for (const auto& fields : lines_of(text, 2)) {
        ShadowEntry entry{.name = std::string(fields[0])};
        if (fields[1].empty()) {
            entry.state = PasswordState::empty;
        } else if (is_hash(fields[1])) {
            entry.state = PasswordState::set;
            entry.scheme = password_scheme(fields[1]);
        }
        if (fields.size() > 2) entry.changed = parse_signed(fields[2]);
        if (fields.size() > 4) entry.days_max = parse_signed(fields[4]);
        if (fields.size() > 7) entry.expires = parse_signed(fields[7]);
        if (entry.days_max && (*entry.days_max >= never_days || *entry.days_max < 0)) {
            entry.days_max.reset();
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<GroupEntry> parse_group(std::string_view text) {
    std::vector<GroupEntry> entries;
    for (const auto& fields : lines_of(text, 4)) {
        const auto group_id = id_of(fields[2]);
        if (!group_id) continue;
        GroupEntry entry{.name = std::string(fields[0]), .group_id = *group_id};
        for (const auto member : split(fields[3], ',')) {
            if (!trim(member).empty()) entry.members.emplace_back(trim(member));
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace primum::formats
