#include "probes/host/mail_programs.h"

#include "base/byte_reader.h"
#include "formats/host/sqlite_file.h"
#include "formats/mail/desktop_accounts.h"
#include "formats/mail/forwarding.h"
#include "formats/mail/thunderbird.h"

namespace primum::probes {
namespace {

using formats::MailAccount;
using formats::Settings;
using std::filesystem::path;

constexpr std::size_t prefs_bytes_max = 16_MiB;
constexpr std::size_t files_max = 500;  // Of one program's folder.

// Gathers what one person's programs are set to.
class Collection {
public:
    Collection(SettingsReader& reader, path home) : reader_(reader), home_(std::move(home)) {}

    std::vector<ConfiguredMail> collect() {
        for (const auto* folder :
             {".thunderbird", ".mozilla-thunderbird", "snap/thunderbird/common/.thunderbird",
              ".var/app/org.mozilla.Thunderbird/.thunderbird"}) {
            read_thunderbird(home_ / folder);
        }
        read_evolution(home_ / ".config/evolution");
        read_evolution(home_ / ".var/app/org.gnome.Evolution/config/evolution");
        add("gnome", formats::gnome_online_accounts(key_file(".config/goa-1.0/accounts.conf")));
        read_kmail();
        read_kde_online_accounts();
        read_claws();
        return std::move(found_);
    }

private:
    Settings key_file(const path& file) {
        return formats::parse_key_file(reader_.text(home_ / file).value_or(""));
    }

    void add(std::string_view program, const std::vector<MailAccount>& accounts) {
        for (const auto& account : accounts) found_.push_back({program, account, {}});
    }

    // Rules of a program that does not say which mailbox they are for belong to each of its own.
    void forward_all(std::string_view program, const std::set<std::string>& domains) {
        for (auto& each : found_) {
            if (each.program == program && each.account.mail) {
                each.forwards_to.insert(domains.begin(), domains.end());
            }
        }
    }

    void read_thunderbird(const path& folder) {
        const auto profiles = reader_.text(folder / "profiles.ini");
        if (!profiles) return;
        for (const auto& profile : formats::thunderbird_profiles(*profiles)) {
            read_profile(folder / profile);  // An absolute path stands for itself.
        }
    }

    void read_profile(const path& profile) {
        const auto text = reader_.text(profile / "prefs.js", prefs_bytes_max);
        if (!text) return;
        const auto prefs = formats::parse_thunderbird_prefs(*text);
        for (const auto& each : formats::thunderbird_accounts(prefs)) {
            ConfiguredMail mail{"thunderbird", each.account, {}};
            if (!each.folder.empty()) {
                const auto rules = reader_.text(profile / each.folder / "msgFilterRules.dat");
                mail.forwards_to = formats::thunderbird_forwards(rules.value_or(""));
            }
            found_.push_back(std::move(mail));
        }
    }

    void read_evolution(const path& folder) {
        const auto sources = folder / "sources";
        std::size_t read = 0;
        for (const auto& name : reader_.names(sources)) {
            if (!name.ends_with(".source") || ++read > files_max) continue;
            const auto text = reader_.text(sources / name);
            const auto account =
                formats::evolution_account(formats::parse_key_file(text.value_or("")));
            if (account) found_.push_back({"evolution", *account, {}});
        }
        const auto filters = reader_.text(folder / "mail/filters.xml");
        if (filters) forward_all("evolution", formats::evolution_forwards(*filters));
    }

    void read_kmail() {
        add("kmail", formats::kmail_identities(key_file(".config/emailidentities")));
        std::size_t read = 0;
        for (const auto& name : reader_.names(home_ / ".config")) {
            if (!name.starts_with("akonadi_") || !name.ends_with("rc")) continue;
            if (++read > files_max) break;
            const auto account = formats::akonadi_resource(key_file(path(".config") / name));
            if (account) found_.push_back({"kmail", *account, {}});
        }
        forward_all("kmail",
                    formats::kmail_forwards(key_file(".config/akonadi_mailfilter_agentrc")));
    }

    // KDE keeps online accounts in a small database: the name of most is an address.
    void read_kde_online_accounts() {
        const auto file = reader_.text(home_ / ".config/libaccounts-glib/accounts.db");
        if (!file) return;
        const formats::SqliteQuery query{.table = "Accounts", .columns = {"name", "enabled"}};
        // A database that is damaged or empty names no account: KDE itself would show none.
        [[maybe_unused]] const auto read = formats::for_each_sqlite_row(
            as_bytes(*file), query, [&](std::span<const formats::SqliteValue> row) {
                const auto* name = std::get_if<std::string>(&row[0]);
                const auto* enabled = std::get_if<std::int64_t>(&row[1]);
                if (name == nullptr || (enabled != nullptr && *enabled == 0)) return;
                const auto address = formats::plain_address(*name);
                if (address && found_.size() < formats::accounts_max) {
                    found_.push_back({"kde", {.address = *address, .calendar = true}, {}});
                }
            });
    }

    void read_claws() {
        add("claws", formats::claws_accounts(key_file(".claws-mail/accountrc")));
        const auto rules = reader_.text(home_ / ".claws-mail/matcherrc");
        if (rules) forward_all("claws", formats::claws_forwards(*rules));
    }

    SettingsReader& reader_;
    path home_;
    std::vector<ConfiguredMail> found_;
};

}  // namespace

std::vector<ConfiguredMail> configured_mail(SettingsReader& reader, const path& home) {
    return Collection(reader, home).collect();
}

}  // namespace primum::probes
