#include "formats/mail/desktop_accounts.h"

#include <set>

#include "base/text.h"

namespace primum::formats {
namespace {

std::string value_of(const Settings& settings, std::string_view group, std::string_view key) {
    return std::string(settings.find(group, key).value_or(""));
}

bool is_false(const Settings& settings, std::string_view group, std::string_view key) {
    const auto value = settings.find(group, key);
    return value && parse_flag(*value) == false;
}

bool is_true(const Settings& settings, std::string_view group, std::string_view key) {
    const auto value = settings.find(group, key);
    return value && parse_flag(*value) == true;
}

// The groups whose name begins with `start`, each once.
std::set<std::string> groups(const Settings& settings, std::string_view start) {
    std::set<std::string> names;
    for (const auto& setting : settings.all()) {
        if (setting.group.starts_with(start) && names.size() < accounts_max) {
            names.insert(setting.group);
        }
    }
    return names;
}

bool has_group(const Settings& settings, std::string_view name) {
    for (const auto& setting : settings.all()) {
        if (setting.group == name) return true;
    }
    return false;
}

std::string host(const std::string& name) { return printable(lower_case(trim(name))); }

}  // namespace

std::optional<MailAccount> evolution_account(const Settings& source) {
    if (is_false(source, "Data Source", "Enabled")) return std::nullopt;
    MailAccount account{.server = host(value_of(source, "Authentication", "Host"))};
    const auto user = value_of(source, "Authentication", "User");
    if (has_group(source, "Mail Identity")) {
        account.address = plain_address(value_of(source, "Mail Identity", "Address")).value_or("");
        account.mail = !account.address.empty();
    } else if (has_group(source, "Mail Account")) {
        account.address = plain_address(user).value_or("");
        account.mail = !account.server.empty();
    } else if (has_group(source, "Calendar")) {
        const auto backend = value_of(source, "Calendar", "BackendName");
        const bool elsewhere = backend != "local" && backend != "contacts" &&
                               backend != "weather" && backend != "birthdays";
        const auto path = value_of(source, "WebDAV Backend", "ResourcePath");
        account.address = plain_address(user).value_or(address_in_uri(path).value_or(""));
        account.calendar = elsewhere && !(account.server.empty() && account.address.empty());
    }
    if (!account.mail && !account.calendar) return std::nullopt;
    return account;
}

std::vector<MailAccount> gnome_online_accounts(const Settings& accounts) {
    std::vector<MailAccount> all;
    for (const auto& group : groups(accounts, "Account ")) {
        auto address = plain_address(value_of(accounts, group, "PresentationIdentity"));
        if (!address) address = plain_address(value_of(accounts, group, "Identity"));
        if (!address) address = plain_address(value_of(accounts, group, "EmailAddress"));
        const bool mail = is_true(accounts, group, "MailEnabled");
        const bool calendar = is_true(accounts, group, "CalendarEnabled");
        if (!mail && !calendar) continue;
        auto server = host(value_of(accounts, group, "ImapHost"));
        if (server.empty()) server = host_of_uri(value_of(accounts, group, "Uri"));
        all.push_back({address.value_or(""), server, mail, calendar});
    }
    return all;
}

std::vector<MailAccount> kmail_identities(const Settings& identities) {
    std::vector<MailAccount> all;
    for (const auto& group : groups(identities, "Identity #")) {
        const auto address = plain_address(value_of(identities, group, "Email Address"));
        if (address) all.push_back({.address = *address, .mail = true});
    }
    return all;
}

std::optional<MailAccount> akonadi_resource(const Settings& resource) {
    const auto imap = host(value_of(resource, "network", "ImapServer"));
    if (!imap.empty()) {
        const auto user = plain_address(value_of(resource, "network", "UserName"));
        return MailAccount{.address = user.value_or(""), .server = imap, .mail = true};
    }
    const auto pop = host(value_of(resource, "General", "host"));
    if (!pop.empty()) {
        const auto user = plain_address(value_of(resource, "General", "login"));
        return MailAccount{.address = user.value_or(""), .server = pop, .mail = true};
    }
    // DAV groupware keeps "user|protocol|url" of each collection; Google keeps its account.
    const auto url = value_of(resource, "General", "remoteUrls");
    if (!host_of_uri(url).empty()) {
        const auto user = plain_address(value_of(resource, "General", "defaultUsername"));
        return MailAccount{.address = user.value_or(address_in_uri(url).value_or("")),
                           .server = host_of_uri(url),
                           .calendar = true};
    }
    auto google = plain_address(value_of(resource, "General", "Account"));
    if (!google) google = plain_address(value_of(resource, "General", "AccountName"));
    if (!google) return std::nullopt;
    return MailAccount{.address = *google, .server = "www.google.com", .calendar = true};
}

std::vector<MailAccount> claws_accounts(const Settings& accounts) {
    std::vector<MailAccount> all;
    for (const auto& group : groups(accounts, "Account: ")) {
        const auto address = plain_address(value_of(accounts, group, "address"));
        const auto server = host(value_of(accounts, group, "receive_server"));
        if (!address && server.empty()) continue;
        all.push_back({.address = address.value_or(""), .server = server, .mail = true});
    }
    return all;
}

}  // namespace primum::formats
