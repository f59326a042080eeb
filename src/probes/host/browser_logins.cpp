#include "probes/host/browser_logins.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/host/saved_logins.h"

namespace primum::probes {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t file_bytes_max = 64_MiB;
constexpr std::size_t profiles_max = 50;

struct Browser {
    std::string_view name;
    std::string_view folder;  // Below the person's folder; its sub-folders are profiles.
    bool is_mozilla = false;
};
constexpr std::array browsers{
    Browser{"firefox", ".mozilla/firefox", true},
    Browser{"firefox", "snap/firefox/common/.mozilla/firefox", true},
    Browser{"firefox", ".var/app/org.mozilla.firefox/.mozilla/firefox", true},
    Browser{"thunderbird", ".thunderbird", true},
    Browser{"chromium", ".config/chromium"},
    Browser{"chromium", "snap/chromium/common/chromium"},
    Browser{"chrome", ".config/google-chrome"},
    Browser{"edge", ".config/microsoft-edge"},
    Browser{"brave", ".config/BraveSoftware/Brave-Browser"},
    Browser{"vivaldi", ".config/vivaldi"},
    Browser{"opera", ".config/opera"}};

// Sites of French health professionals: a host that is one of these, or ends in ".one of these".
constexpr std::array health_sites{"ameli.fr"sv,
                                  "amelipro.fr"sv,
                                  "espacesante.fr"sv,
                                  "monespacesante.fr"sv,
                                  "doctolib.fr"sv,
                                  "doctolib.com"sv,
                                  "maiia.com"sv,
                                  "weda.fr"sv,
                                  "medistory.com"sv,
                                  "hellodoc.fr"sv,
                                  "axisante.fr"sv,
                                  "mssante.fr"sv,
                                  "mailiz.mssante.fr"sv,
                                  "apicrypt.org"sv,
                                  "apicem.fr"sv,
                                  "lifen.fr"sv,
                                  "esante.gouv.fr"sv,
                                  "sante.fr"sv,
                                  "keldoc.com"sv,
                                  "clickdoc.fr"sv,
                                  "qare.fr"sv,
                                  "medaviz.com"sv,
                                  "hublo.com"sv,
                                  "docavenue.com"sv,
                                  "mondocteur.fr"sv,
                                  "omnidoc.fr"sv,
                                  "pandalab.eu"sv,
                                  "alaxione.fr"sv,
                                  "dmp.fr"sv,
                                  "medimail.fr"sv,
                                  "cegedim-sante.com"sv,
                                  "monlogicielmedical.com"sv};
constexpr std::array mail_sites{"gmail.com"sv,
                                "accounts.google.com"sv,
                                "google.com"sv,
                                "outlook.com"sv,
                                "live.com"sv,
                                "office.com"sv,
                                "microsoftonline.com"sv,
                                "yahoo.com"sv,
                                "yahoo.fr"sv,
                                "orange.fr"sv,
                                "wanadoo.fr"sv,
                                "free.fr"sv,
                                "sfr.fr"sv,
                                "laposte.net"sv,
                                "proton.me"sv,
                                "protonmail.com"sv,
                                "icloud.com"sv,
                                "bbox.fr"sv,
                                "gmx.fr"sv,
                                "infomaniak.com"sv,
                                "ovh.net"sv,
                                "gandi.net"sv};
constexpr std::array bank_sites{"credit-agricole.fr"sv,
                                "mabanque.bnpparibas"sv,
                                "societegenerale.fr"sv,
                                "labanquepostale.fr"sv,
                                "lcl.fr"sv,
                                "caisse-epargne.fr"sv,
                                "banquepopulaire.fr"sv,
                                "creditmutuel.fr"sv,
                                "cic.fr"sv,
                                "hsbc.fr"sv,
                                "boursorama.com"sv,
                                "boursobank.com"sv,
                                "fortuneo.fr"sv,
                                "qonto.com"sv,
                                "credit-du-nord.fr"sv,
                                "interfimo.fr"sv};

bool is_among(const auto& sites, std::string_view host) {
    return std::ranges::any_of(sites, [&](std::string_view site) {
        if (host == site) return true;
        return host.size() > site.size() && host.ends_with(site) &&
               host[host.size() - site.size() - 1] == '.';
    });
}

struct Count {
    std::int64_t logins = 0;
    std::set<std::string> sites;
};
using Counts = std::map<std::pair<std::string_view, std::string_view>, Count>;

// One profile's file, if it is there. The error is about a file that is there.
Result<std::vector<std::string>> hosts_in(const os::FileTree& tree, const Browser& browser,
                                          const std::filesystem::path& profile) {
    const auto file = profile / (browser.is_mozilla ? "logins.json" : "Login Data");
    const auto bytes = TRY(tree.read_if_there(file, file_bytes_max));
    if (!bytes || bytes->empty()) return std::vector<std::string>{};
    return browser.is_mozilla ? formats::parse_mozilla_logins(as_bytes(*bytes))
                              : formats::parse_chromium_logins(as_bytes(*bytes));
}

void count_browser(const os::FileTree& tree, const LocalAccount& person, const Browser& browser,
                   Counts& counts, facts::Sink& sink) {
    const auto folder = person.home / browser.folder;
    auto profiles = tree.list(folder);
    if (!profiles || profiles->empty()) return;
    if (profiles->size() > profiles_max) profiles->resize(profiles_max);
    profiles->emplace_back();  // Opera keeps its own beside them.
    for (const auto& profile : *profiles) {
        if (!tree.is_directory(folder / profile)) continue;
        const auto hosts = hosts_in(tree, browser, folder / profile);
        if (!hosts) {
            sink.could_not_see(
                join(say("les mots de passe gardés par {} pour {}",
                         "the passwords kept by {} for {}", browser.name, person.name),
                     hosts.error().message));
            continue;
        }
        for (const auto& host : *hosts) {
            auto& count = counts[{browser.name, kind_of_site(host)}];
            ++count.logins;
            count.sites.insert(host);
        }
    }
}

}  // namespace

std::string_view kind_of_site(std::string_view host) {
    if (is_among(health_sites, host)) return "health";
    if (is_among(mail_sites, host) || host.starts_with("mail.") || host.starts_with("webmail.") ||
        host.starts_with("imap.") || host.starts_with("smtp.")) {
        return "mail";
    }
    if (is_among(bank_sites, host) || contains(host, "banque")) return "bank";
    return "other";
}

std::vector<facts::SavedLogin> count_saved_logins(const os::FileTree& tree,
                                                  const LocalAccount& person, facts::Sink& sink) {
    Counts counts;
    for (const auto& browser : browsers) count_browser(tree, person, browser, counts, sink);
    std::vector<facts::SavedLogin> rows;
    for (const auto& [key, count] : counts) {
        rows.push_back({.account = person.name,
                        .browser = std::string(key.first),
                        .kind = std::string(key.second),
                        .logins = count.logins,
                        .sites = static_cast<std::int64_t>(count.sites.size())});
    }
    return rows;
}

}  // namespace primum::probes
