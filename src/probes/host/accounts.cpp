#include "probes/host/accounts.h"

#include <algorithm>
#include <map>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/host/account_files.h"
#include "formats/host/login_records.h"
#include "probes/host/automatic_login.h"
#include "probes/host/password_rules.h"
#include "probes/host/people.h"
#include "probes/host/personal_secrets.h"

namespace primum::probes {
namespace {

constexpr std::size_t lastlog_bytes_max = 20_MiB;  // Of a sparse file: up to number 70 000.
constexpr std::size_t wtmp_bytes_max = 64_MiB;

using Logins = std::map<std::string, Time>;

Logins last_logins(SettingsReader& reader, const std::vector<LocalAccount>& accounts) {
    const auto wtmp = reader.text("/var/log/wtmp", wtmp_bytes_max);
    auto logins = formats::parse_wtmp(as_bytes(wtmp.value_or("")));
    const auto lastlog = reader.tree().read_beginning("/var/log/lastlog", lastlog_bytes_max);
    if (!lastlog) return logins;
    const auto by_number = formats::parse_lastlog(as_bytes(*lastlog));
    for (const auto& account : accounts) {
        const auto found = by_number.find(account.user_id);
        if (found == by_number.end()) continue;
        auto& login = logins.try_emplace(account.name, found->second).first->second;
        login = std::max(login, found->second);
    }
    return logins;
}

std::string name_of(formats::PasswordState state) {
    using enum formats::PasswordState;
    switch (state) {
        case empty:
            return "empty";
        case set:
            return "set";
        case locked:
            return "locked";
    }
    CHECK(false);
    return {};
}

class Observer {
public:
    Observer(const HostContext& context, facts::Sink& sink)
        : context_(context), reader_(context.tree()), sink_(sink) {}

    Result<> observe() {
        const auto accounts = TRY(local_accounts(reader_));
        read_shadow();
        logins_ = last_logins(reader_, accounts);
        automatic_ = automatic_logins(reader_);
        for (const auto& account : accounts) {
            auto row = row_of(account);
            const bool can_log_in = account.may_log_in && row.password && *row.password != "locked";
            if (account.person || account.user_id == 0 || can_log_in) sink_.add(row);
        }
        report_policy();
        reader_.tell(sink_, {"l'état des mots de passe et les droits d'administration",
                             "the state of passwords and the administrators' rights"});
        tell_hidden_people(sink_, hidden_people_);
        return {};
    }

private:
    void read_shadow() {
        const auto text = reader_.text("/etc/shadow");
        for (auto& entry : formats::parse_shadow(text.value_or(""))) {
            shadow_.insert_or_assign(entry.name, std::move(entry));
        }
    }

    facts::Account row_of(const LocalAccount& account) {
        facts::Account row{.name = account.name,
                           .user_id = account.user_id,
                           .person = account.person,
                           .administrator = account.administrator,
                           .administrator_without_password = account.administrator_without_password,
                           .login_without_password = account.no_password_asked};
        add_password(account, row);
        add_logins(account, row);
        if (account.person || account.user_id == 0) add_secrets(account, row);
        return row;
    }

    void add_password(const LocalAccount& account, facts::Account& row) const {
        if (account.password_empty) row.password = "empty";
        if (account.password_here) row.password = "set";
        const auto entry = shadow_.find(account.name);
        if (row.password || entry == shadow_.end()) return;
        row.password = name_of(entry->second.state);
        if (!entry->second.scheme.empty()) row.password_scheme = entry->second.scheme;
        const auto today = context_.days_since(Time{});
        if (entry->second.expires && *entry->second.expires < today) row.password = "locked";
    }

    void add_logins(const LocalAccount& account, facts::Account& row) const {
        const auto login = std::ranges::find(automatic_, account.name, &AutomaticLogin::account);
        if (login != automatic_.end()) {
            row.automatic_login = true;
            row.automatic_login_by = login->by;
        } else if (!automatic_logins_hidden(reader_)) {
            row.automatic_login = false;
        }
        const auto last = logins_.find(account.name);
        if (last == logins_.end()) return;
        row.last_login = last->second;
        row.days_since_login = context_.days_since(last->second);
    }

    // Root's own folder is nobody's desk: it is not missed where it is closed.
    void add_secrets(const LocalAccount& account, facts::Account& row) {
        const auto& tree = context_.tree();
        const auto keys = count_ssh_keys(tree, account.home);
        if (keys) {
            row.ssh_keys = keys->keys;
            row.ssh_keys_clear = keys->clear;
            if (row.password == "locked" && keys->lets_others_in) row.password = "key";
        }
        if (!account.person) return;
        if (!keys || !tree.list(account.home)) {
            hidden_people_.push_back(account.name);
            return;
        }
        for (const auto& file : find_password_files(tree, account)) sink_.add(file);
    }

    void report_policy() {
        const auto policy = observe_password_policy(reader_);
        if (policy) {
            sink_.add(*policy);
        } else {
            sink_.could_not_see(
                join(policy.error().message, {"elles ne sont pas là où elles sont d'habitude",
                                              "they are not where they usually are"}));
        }
    }

    const HostContext& context_;
    SettingsReader reader_;
    facts::Sink& sink_;
    std::map<std::string, formats::ShadowEntry> shadow_;
    Logins logins_;
    std::vector<AutomaticLogin> automatic_;
    std::vector<std::string> hidden_people_;
};

}  // namespace

std::vector<const facts::TableDescription*> AccountsProbe::tables() const {
    return {&facts::table_of<facts::Account>(), &facts::table_of<facts::PasswordPolicy>(),
            &facts::table_of<facts::PasswordFile>()};
}

std::vector<Sentence> AccountsProbe::explain() const {
    return {
        {"Rien n'est envoyé : la liste des comptes, l'état de leurs mots de passe (jamais les "
         "mots de passe), les règles, et le nom des fichiers de clés sont lus.",
         "Nothing is sent: the list of accounts, the state of their passwords (never the "
         "passwords), the rules, and the names of key files are read."}};
}

Result<> AccountsProbe::observe(facts::Sink& sink) { return Observer(context_, sink).observe(); }

}  // namespace primum::probes
