#include "formats/mail/thunderbird.h"

#include <set>

#include "base/text.h"
#include "formats/host/settings_file.h"

namespace primum::formats {
namespace {

constexpr std::size_t prefs_max = 50'000;

// Reads a text in quotes from the start of `rest`, and takes it off. Nothing when there is none.
std::optional<std::string> take_quoted(std::string_view& rest) {
    if (rest.empty() || rest.front() != '"') return std::nullopt;
    std::string text;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return text;
        }
        if (rest[i] == '\\' && i + 1 < rest.size()) ++i;  // Only \" and \\ matter here.
        text.push_back(rest[i]);
    }
    return std::nullopt;
}

void take_pref(std::string_view line, ThunderbirdPrefs& prefs) {
    constexpr std::string_view start = "user_pref(";
    auto rest = trim(line);
    if (!rest.starts_with(start)) return;
    rest.remove_prefix(start.size());
    const auto name = take_quoted(rest);
    if (!name || rest.empty() || rest.front() != ',') return;
    rest = trim(rest.substr(1));
    auto value = take_quoted(rest);
    if (!value) value = std::string(trim(rest.substr(0, rest.rfind(')'))));
    if (prefs.size() < prefs_max) prefs[*name] = *std::move(value);
}

std::string value_of(const ThunderbirdPrefs& prefs, const std::string& name) {
    const auto found = prefs.find(name);
    return found != prefs.end() ? found->second : "";
}

// "[ProfD]ImapMail/imap.gmail.com" -> "ImapMail/imap.gmail.com"; nothing that leads elsewhere.
std::string folder_of(const std::string& relative) {
    constexpr std::string_view profile = "[ProfD]";
    if (!relative.starts_with(profile)) return {};
    auto folder = relative.substr(profile.size());
    return contains(folder, "..") || folder.starts_with('/') ? "" : folder;
}

void add_accounts(const ThunderbirdPrefs& prefs, std::vector<ThunderbirdAccount>& all) {
    const auto accounts = value_of(prefs, "mail.accountmanager.accounts");
    for (const auto name : split(accounts, ',')) {
        const std::string account = "mail.account." + std::string(trim(name));
        const auto server = "mail.server." + value_of(prefs, account + ".server");
        const auto type = value_of(prefs, server + ".type");
        if (type != "imap" && type != "pop3" && type != "ews" && type != "owl") continue;
        const auto host = value_of(prefs, server + ".hostname");
        const auto identities = value_of(prefs, account + ".identities");
        for (const auto identity : split(identities, ',')) {
            const auto address =
                value_of(prefs, "mail.identity." + std::string(trim(identity)) + ".useremail");
            if (all.size() >= accounts_max) return;
            all.push_back({{.address = plain_address(address).value_or(""),
                            .server = printable(lower_case(host)),
                            .mail = true},
                           folder_of(value_of(prefs, server + ".directory-rel"))});
        }
    }
}

// The ids of "calendar.registry.<id>.uri".
std::set<std::string> calendars(const ThunderbirdPrefs& prefs) {
    constexpr std::string_view start = "calendar.registry.";
    std::set<std::string> ids;
    for (auto entry = prefs.lower_bound(start); entry != prefs.end(); ++entry) {
        if (!entry->first.starts_with(start)) break;
        const auto id = entry->first.substr(start.size());
        ids.insert(id.substr(0, id.find('.')));
    }
    return ids;
}

void add_calendars(const ThunderbirdPrefs& prefs, std::vector<ThunderbirdAccount>& all) {
    for (const auto& id : calendars(prefs)) {
        const auto calendar = "calendar.registry." + id;
        const auto uri = value_of(prefs, calendar + ".uri");
        const auto host = host_of_uri(uri);
        if (host.empty() || value_of(prefs, calendar + ".disabled") == "true") continue;
        if (all.size() >= accounts_max) return;
        auto address = plain_address(value_of(prefs, calendar + ".username"));
        if (!address) address = address_in_uri(uri);
        all.push_back(
            {{.address = address.value_or(""), .server = host, .calendar = true}, std::string()});
    }
}

}  // namespace

ThunderbirdPrefs parse_thunderbird_prefs(std::string_view text) {
    ThunderbirdPrefs prefs;
    for (const auto line : split(text, '\n')) take_pref(line, prefs);
    return prefs;
}

std::vector<ThunderbirdAccount> thunderbird_accounts(const ThunderbirdPrefs& prefs) {
    std::vector<ThunderbirdAccount> all;
    add_accounts(prefs, all);
    add_calendars(prefs, all);
    return all;
}

std::vector<std::string> thunderbird_profiles(std::string_view profiles_ini) {
    std::vector<std::string> folders;
    const auto settings = parse_key_file(profiles_ini);
    for (const auto& setting : settings.all()) {
        const bool is_path = setting.group.starts_with("Profile") && setting.key == "Path";
        if (is_path && !contains(setting.value, "..")) folders.push_back(setting.value);
    }
    return folders;
}

}  // namespace primum::formats
