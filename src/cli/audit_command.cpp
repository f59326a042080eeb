#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/consent.h"
#include "cli/history.h"
#include "cli/lan.h"
#include "cli/places.h"
#include "cli/probe_list.h"
#include "cli/progress.h"
#include "cli/report_forms.h"
#include "cli/settings.h"
#include "os/file.h"
#include "probes/host/mail.h"
#include "probes/hosting/domain.h"
#include "probes/network/wifi.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

os::Stop* stop_of_signals = nullptr;

void on_signal(int /*number*/) { stop_of_signals->request(); }

// The first Ctrl-C asks to stop; a second one ends the program at once.
void obey_signals(os::Stop& stop) {
    stop_of_signals = &stop;
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool wants(const AuditArguments& audit, const std::string& part) {
    return audit.only.empty() || std::ranges::find(audit.only, part) != audit.only.end();
}

// A part that was asked for by name, without saying what to look at.
Result<> check_parts(const AuditArguments& audit) {
    const auto named = [&](const char* part) {
        return std::ranges::find(audit.only, part) != audit.only.end();
    };
    if (named("network") && audit.lans.empty() && audit.wifi_captures.empty()) {
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

void explain(const std::vector<std::unique_ptr<probes::Probe>>& probes, Language language) {
    for (const auto& probe : probes) {
        fmt::print("{} ({})\n", probe->name(), probe->scope());
        for (const auto& line : probe->explain()) fmt::print("  • {}\n", line.in(language));
    }
}

// Runs the probes in turn and records each; what an interrupted audit saw is kept too.
Result<> look_and_record(const std::vector<std::unique_ptr<probes::Probe>>& probes,
                         store::Store& store, store::RunId run, const os::Stop& stop,
                         Language language) {
    Progress progress(language);
    for (const auto& probe : probes) {
        if (stop.requested()) return {};
        progress.show(probe->name(), {probe->scope(), probe->scope()});
        const auto observation = probes::look(
            *probe,
            [&](std::string_view name, const Sentence& what) { progress.show(name, what); });
        TRY(store.record(run, observation)
                .context({"garder ce qui a été vu", "keep what was seen"}));
    }
    return {};
}

Result<> write_report(const std::string& file, const report::Report& made, Language language) {
    const auto form = form_of_file(file);
    CHECK(form);  // As check_report_files() saw before anything was looked at.
    return os::publish(file, TRY(make_form(*form, made, language, report::Style::plain)));
}

Result<> check_report_files(const std::vector<std::string>& files) {
    for (const auto& file : files) {
        const auto form = form_of_file(file);
        if (!form) {
            return Error{
                ErrorKind::usage,
                say("--report {} : le nom doit finir par .html, .pdf, .json, .csv, .sarif ou .txt",
                    "--report {}: the name must end in .html, .pdf, .json, .csv, .sarif or .txt",
                    file)};
        }
        TRY(check_form(*form));
    }
    return {};
}

ExitCode exit_code_of(const report::Report& made, controls::Severity fail_on) {
    if (made.stopped) return ExitCode::incomplete;
    // What the person in charge accepted is no alarm until its day.
    const auto failures = report::failures(made.findings, made.acceptances);
    const bool found = std::ranges::any_of(failures, [&](const report::Failure& failure) {
        return !failure.open.empty() && failure.severity >= fail_on;
    });
    if (found) return ExitCode::found;
    const bool failed = std::ranges::any_of(made.observations, [](const auto& observation) {
        return observation.status == facts::Status::failed;
    });
    return failed ? ExitCode::incomplete : ExitCode::fine;
}

Result<> show(const report::Report& made, const AuditArguments& audit, Language language) {
    const bool colored = ::isatty(STDOUT_FILENO) == 1;
    const auto text = audit.format == "json" ? report::as_json(made, language)
                                             : report::as_text(made, language,
                                                               colored ? report::Style::colored
                                                                       : report::Style::plain);
    std::fwrite(text.data(), 1, text.size(), stdout);
    for (const auto& file : audit.reports) TRY(write_report(file, made, language));
    return {};
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

// What the probes of one audit borrow.
struct Borrowed {
    const os::Stop& stop;
    const probes::ProviderList& providers;
    probes::HostContext& host;
    std::vector<LanAudit>& lan_audits;
};

Result<> add_wifi_probe(const AuditArguments& audit,
                        std::vector<std::unique_ptr<probes::Probe>>& probes) {
    if (audit.wifi_captures.empty()) return {};
    const auto settings = TRY(load_settings());
    std::vector<std::filesystem::path> files(audit.wifi_captures.begin(),
                                             audit.wifi_captures.end());
    probes.push_back(std::make_unique<probes::WifiProbe>(std::move(files), settings.practice_wifi));
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

Result<std::vector<std::unique_ptr<probes::Probe>>> choose_probes(const Arguments& arguments,
                                                                  const AuditArguments& audit,
                                                                  const Borrowed& borrowed) {
    const auto program_directory = TRY(os::program_directory());
    std::vector<std::unique_ptr<probes::Probe>> probes;
    if (wants(audit, "host")) {
        add_host_probes(borrowed.host, TRY(home_directory()), probes);
        probes.push_back(std::make_unique<probes::MailProbe>(borrowed.host, borrowed.providers));
    }
    if (wants(audit, "network")) TRY(add_wifi_probe(audit, probes));
    for (auto& lan_audit : borrowed.lan_audits) {
        add_network_probes(
            lan_audit, {program_directory, TRY(catalogue_directory(arguments.catalogue))}, probes);
    }
    if (wants_files(audit)) {
        add_files_probe({TRY(folders_of(audit)), audit.ocr},
                        {.programs = program_directory,
                         .catalogue = TRY(catalogue_directory(arguments.catalogue)),
                         .home = TRY(home_directory()),
                         .version = "0.1.0"},
                        borrowed.stop, probes);
    }
    if (wants(audit, "hosting")) TRY(add_domain_probes(audit, borrowed, probes));
    return probes;
}

}  // namespace

Result<ExitCode> run_audit(const Arguments& arguments, const AuditArguments& audit) {
    const auto language = arguments.language;
    const auto catalogue =
        TRY(controls::Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    TRY(check_parts(audit));
    const auto lans = TRY(lans_of(audit));
    TRY(check_report_files(audit.reports));

    os::Stop stop;
    std::vector<LanAudit> lan_audits;
    for (const auto& lan : lans) lan_audits.emplace_back(lan, stop);
    const auto providers = provider_list(catalogue);
    probes::HostContext host(os::FileTree(audit.root));
    const auto probes = TRY(choose_probes(arguments, audit, {stop, providers, host, lan_audits}));
    if (audit.explain) {
        explain(probes, language);
        return ExitCode::fine;
    }

    const auto home = TRY(home_directory());
    TRY(os::make_private_directory(home));
    auto store = TRY(store::Store::open(home / "facts.db"));
    const auto consents = TRY(obtain_consents(lans, store, audit.consent, language));

    obey_signals(stop);
    const auto started_at = now();
    const auto run = TRY(store.begin_run({.started_at = started_at, .version = "0.1.0"}));
    TRY(keep_consents(store, run, consents));
    TRY(look_and_record(probes, store, run, stop, language));
    TRY(store.finish_run(run, now()));

    auto made = TRY(assemble(catalogue, store, run));
    made.started_at = started_at;
    made.finished_at = now();
    made.stopped = stop.requested();
    if (audit.paths == Paths::folders) report::group_by_folder(made.findings);
    // A curve that cannot be drawn is no reason to hide what was seen.
    if (auto history = history_of(catalogue, home / "facts.db")) made.history = *history;
    TRY(show(made, audit, language));
    return exit_code_of(made, *controls::severity_named(audit.fail_on));
}

}  // namespace primum::cli
