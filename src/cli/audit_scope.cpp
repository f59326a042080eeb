#include "cli/audit_scope.h"

#include <algorithm>

#include "base/version.h"
#include "cli/places.h"
#include "cli/settings.h"
#include "os/file.h"
#include "os/wireless.h"
#include "probes/host/mail.h"
#include "probes/hosting/domain.h"
#include "probes/network/wifi.h"

namespace primum::cli {
namespace {

bool wants(const AuditArguments& audit, const std::string& part) {
    return audit.only.empty() || std::ranges::find(audit.only, part) != audit.only.end();
}

// Reading every file takes minutes, and an audit must stay quick: files are read where the person
// asks for it, by naming folders or the part.
bool wants_files(const AuditArguments& audit) {
    const bool named = std::ranges::find(audit.only, "files") != audit.only.end();
    return named || (audit.only.empty() && !audit.folders.empty());
}

Result<std::vector<std::string>> folders_of(const AuditArguments& audit) {
    std::vector<std::string> folders;
    for (const auto& path : audit.folders) {
        std::error_code failure;
        const auto folder = std::filesystem::canonical(path, failure);
        if (failure) {
            return Error{ErrorKind::usage, say("--path {} : ce dossier n'existe pas",
                                               "--path {}: there is no such folder", path)};
        }
        if (std::ranges::find(folders, folder.string()) == folders.end()) {
            folders.push_back(folder.string());
        }
    }
    return folders;
}

// The networks in the air are looked at in captures, where there are any; else by this computer's
// own cards, unless it is another system's files that are looked at.
bool asks_cards(const AuditArguments& audit) {
    return audit.wifi_captures.empty() && os::FileTree(audit.root).is_running_system() &&
           probes::may_have_wifi(os::wireless_interfaces());
}

Result<> add_wifi_probe(const AuditArguments& audit, const os::Stop& stop,
                        std::vector<std::unique_ptr<probes::Probe>>& probes) {
    std::optional<probes::WifiCards> cards;
    if (asks_cards(audit)) cards = probes::cards_of_this_computer(stop);
    if (audit.wifi_captures.empty() && !cards) return {};
    const auto settings = TRY(load_settings());
    std::vector<std::filesystem::path> files(audit.wifi_captures.begin(),
                                             audit.wifi_captures.end());
    probes.push_back(std::make_unique<probes::WifiProbe>(std::move(files), std::move(cards),
                                                         settings.practice_wifi));
    return {};
}

Result<> add_domain_probes(const AuditArguments& audit, const Borrowed& borrowed,
                           std::vector<std::unique_ptr<probes::Probe>>& probes) {
    for (const auto& domain : audit.domains) {
        if (!probes::is_domain_name(domain)) {
            return Error{ErrorKind::usage,
                         say("--domain {} : ce n'est pas un nom de domaine comme cabinet-martin.fr",
                             "--domain {}: this is no domain name like cabinet-martin.fr", domain)};
        }
        probes.push_back(std::make_unique<probes::DomainProbe>(domain, audit.resolver,
                                                               borrowed.providers, borrowed.stop));
    }
    return {};
}

}  // namespace

Result<> check_parts(const AuditArguments& audit) {
    const auto named = [&](const char* part) {
        return std::ranges::find(audit.only, part) != audit.only.end();
    };
    if (named("network") && audit.lans.empty() && audit.wifi_captures.empty() &&
        !asks_cards(audit)) {
        return Error{ErrorKind::usage,
                     {"--only network : dites quel réseau, par exemple --lan auto",
                      "--only network: say which network, for example --lan auto"}};
    }
    if (named("hosting") && audit.domains.empty()) {
        return Error{ErrorKind::usage,
                     {"--only hosting : dites quel domaine, par exemple --domain cabinet-martin.fr",
                      "--only hosting: say which domain, for example --domain cabinet-martin.fr"}};
    }
    return {};
}

Result<std::vector<Lan>> lans_of(const AuditArguments& audit) {
    if (!wants(audit, "network") || audit.lans.empty()) return std::vector<Lan>{};
    return choose_lans(audit.lans, TRY(os::interfaces()), TRY(os::default_routes()));
}

Result<std::vector<std::unique_ptr<probes::Probe>>> choose_probes(const Arguments& arguments,
                                                                  const AuditArguments& audit,
                                                                  const Borrowed& borrowed) {
    const auto program_directory = TRY(os::program_directory());
    std::vector<std::unique_ptr<probes::Probe>> probes;
    if (wants(audit, "host")) {
        add_host_probes(borrowed.host, TRY(home_directory()),
                        audit.wifi_keys ? WifiKeys::measured : WifiKeys::unread, probes);
        probes.push_back(std::make_unique<probes::MailProbe>(borrowed.host, borrowed.providers));
    }
    if (wants(audit, "network")) TRY(add_wifi_probe(audit, borrowed.stop, probes));
    for (auto& lan_audit : borrowed.lan_audits) {
        add_network_probes(
            lan_audit, {program_directory, TRY(catalogue_directory(arguments.catalogue))}, probes);
    }
    if (wants_files(audit)) {
        add_files_probe({TRY(folders_of(audit)), audit.ocr},
                        {.programs = program_directory,
                         .catalogue = TRY(catalogue_directory(arguments.catalogue)),
                         .home = TRY(home_directory()),
                         .version = std::string(version)},
                        borrowed.stop, probes);
    }
    if (wants(audit, "hosting")) TRY(add_domain_probes(audit, borrowed, probes));
    return probes;
}

}  // namespace primum::cli
