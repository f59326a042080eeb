#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/version.h"
#include "cli/assemble.h"
#include "cli/audit_scope.h"
#include "cli/commands.h"
#include "cli/consent.h"
#include "cli/history.h"
#include "cli/obligation_days.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/report_forms.h"
#include "cli/signals.h"
#include "os/file.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

void explain(const std::vector<std::unique_ptr<probes::Probe>>& probes, Language language) {
    for (const auto& probe : probes) {
        fmt::print("{} ({})\n", probe->name(), probe->scope());
        for (const auto& line : probe->explain()) fmt::print("  • {}\n", line.in(language));
    }
}

// Runs the probes in turn and records each; what an interrupted audit saw is kept too.
Result<> look_and_record(const std::vector<std::unique_ptr<probes::Probe>>& probes,
                         store::Store& store, store::RunId run, const os::Stop& stop,
                         Progress& progress) {
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
    lan_audits.reserve(lans.size());
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
    const auto run =
        TRY(store.begin_run({.started_at = started_at, .version = std::string(version)}));
    TRY(keep_consents(store, run, consents));
    Progress progress(language, audit.progress);
    TRY(look_and_record(probes, store, run, stop, progress));
    TRY(count_obligations(store, run, now()));
    progress.clear();
    TRY(store.finish_run(run, now()));

    auto made = TRY(assemble(catalogue, store, run));
    made.started_at = started_at;
    made.finished_at = now();
    made.stopped = stop.requested();
    if (audit.paths == Paths::folders) report::group_by_folder(made.findings);
    // A curve that cannot be drawn is no reason to hide what was seen.
    if (auto history = history_of(catalogue, home / "facts.db")) made.history = *history;
    TRY(show(made, audit, language));
    const auto fail_on = controls::severity_named(audit.fail_on);
    CHECK(fail_on);  // The command line lets nothing else through.
    return exit_code_of(made, *fail_on);
}

}  // namespace primum::cli
