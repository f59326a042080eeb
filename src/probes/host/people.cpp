#include "probes/host/people.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/host/account_files.h"

namespace primum::probes {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t first_person_id = 1000;  // Debian's defaults, login.defs(5).
constexpr std::uint64_t last_person_id = 60000;

// Members may run anything as root: by sudo or polkit's rules, or by what the service lets them do.
constexpr std::array administrator_groups{"sudo"sv, "wheel"sv, "admin"sv, "root"sv};
constexpr std::array root_equivalent_groups{"docker"sv, "lxd"sv};

bool holds(const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_login_shell(std::string_view shell) {
    const auto name = shell.substr(shell.rfind('/') + 1);
    return name != "nologin" && name != "false" && name != "sync" && name != "halt" &&
           name != "shutdown" && name != "git-shell";
}

// Who sudo lets do everything: "anne ALL=(ALL:ALL) NOPASSWD: ALL", "%sudo ALL=(ALL) ALL".
struct SudoRules {
    std::map<std::string, bool, std::less<>> users;  // To whether no password is asked.
    std::map<std::string, bool, std::less<>> groups;

    void read(std::string_view text) {
        for (auto line : split(text, '\n')) {
            line = trim(line.substr(0, line.find('#')));
            const auto equals = line.find('=');
            const auto space = line.find_first_of(" \t");
            if (equals == std::string_view::npos || space == std::string_view::npos) continue;
            const bool everything = line.ends_with("ALL") && !line.starts_with("Defaults");
            if (space > equals || !everything) continue;
            const bool is_group = line.starts_with('%');
            const auto name = line.substr(is_group ? 1 : 0, space - (is_group ? 1 : 0));
            auto& free_of_password = (is_group ? groups : users)[std::string(name)];
            free_of_password |= contains(line, "NOPASSWD");
        }
    }
};

SudoRules sudo_rules(SettingsReader& reader) {
    SudoRules rules;
    if (const auto text = reader.text("/etc/sudoers")) rules.read(*text);
    for (const auto& name : reader.names("/etc/sudoers.d")) {
        // sudo itself leaves out names with a dot or a tilde at the end.
        if (contains(name, ".") || name.ends_with('~')) continue;
        const auto text = reader.text("/etc/sudoers.d/" + name);
        if (text) rules.read(*text);
    }
    return rules;
}

class Rights {
public:
    Rights(const std::vector<formats::GroupEntry>& groups, const SudoRules& rules, bool hidden)
        : groups_(groups), rules_(rules), hidden_(hidden) {}

    void decide(LocalAccount& account, std::uint32_t group_id) const {
        bool administrator = account.user_id == 0;
        bool without_password = account.user_id == 0;
        if (const auto rule = rules_.users.find(account.name); rule != rules_.users.end()) {
            administrator = true;
            without_password |= rule->second;
        }
        for (const auto& group : groups_) {
            if (group.group_id != group_id && !holds(group.members, account.name)) continue;
            if (group.name == "nopasswdlogin") account.no_password_asked = true;
            const auto rule = rules_.groups.find(group.name);
            const bool equivalent = holds(root_equivalent_groups, group.name);
            administrator |= equivalent || rule != rules_.groups.end() ||
                             (hidden_ && holds(administrator_groups, group.name));
            without_password |= equivalent || (rule != rules_.groups.end() && rule->second);
        }
        // With the rules hidden, only "yes" is certain.
        if (administrator || !hidden_) account.administrator = administrator;
        if (without_password || !hidden_) {
            account.administrator_without_password = without_password;
        }
    }

private:
    const std::vector<formats::GroupEntry>& groups_;
    const SudoRules& rules_;
    bool hidden_;
};

}  // namespace

Result<std::vector<LocalAccount>> local_accounts(SettingsReader& reader) {
    const auto passwd = formats::parse_passwd(TRY(reader.tree().read("/etc/passwd")));
    const auto groups = formats::parse_group(reader.text("/etc/group").value_or(""));
    const auto definitions = formats::parse_words(reader.text("/etc/login.defs").value_or(""));
    const auto number = [&](std::string_view key, std::uint64_t otherwise) {
        return parse_number(definitions.find(key).value_or("")).value_or(otherwise);
    };
    const auto first = number("UID_MIN", first_person_id);
    const auto last = number("UID_MAX", last_person_id);
    const auto rules = sudo_rules(reader);
    const bool hidden = reader.hidden("/etc/sudoers") || reader.hidden("/etc/sudoers.d");
    const Rights rights(groups, rules, hidden);

    std::vector<LocalAccount> accounts;
    for (const auto& entry : passwd) {
        LocalAccount account{.name = printable(entry.name),
                             .user_id = entry.user_id,
                             .home = entry.home,
                             .may_log_in = is_login_shell(entry.shell),
                             .password_empty = entry.password_empty,
                             .password_here = entry.password_here};
        account.person = account.may_log_in && entry.user_id >= first && entry.user_id <= last;
        rights.decide(account, entry.group_id);
        accounts.push_back(std::move(account));
    }
    return accounts;
}

std::vector<LocalAccount> people_with_open_folders(const os::FileTree& tree,
                                                   const std::vector<LocalAccount>& accounts,
                                                   std::vector<std::string>& hidden) {
    std::vector<LocalAccount> people;
    for (const auto& account : accounts) {
        if (!account.person) continue;
        if (tree.list(account.home)) {
            people.push_back(account);
        } else {
            hidden.push_back(account.name);
        }
    }
    return people;
}

void tell_hidden_people(facts::Sink& sink, const std::vector<std::string>& hidden) {
    if (hidden.empty()) return;
    const auto names = fmt::format("{}", fmt::join(hidden, ", "));
    sink.could_not_see(needs_sudo(say("les réglages de : {}", "the settings of: {}", names)));
}

}  // namespace primum::probes
