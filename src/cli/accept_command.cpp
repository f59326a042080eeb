#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/rows.h"
#include "controls/catalogue.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

constexpr std::size_t reason_bytes_max = 1'000;
constexpr std::size_t name_bytes_max = 200;
constexpr std::chrono::days acceptance_max{366};  // Then somebody thinks of it again.

Error wrong(const Sentence& what) { return {ErrorKind::usage, what}; }

Result<> check_day(const std::string& until) {
    const auto day = parse_time(until + "T23:59:59Z");
    if (!day) {
        return wrong(say("--until {} : écrivez une date comme 2027-01-31",
                         "--until {}: write a date like 2027-01-31", until));
    }
    if (*day < now()) {
        return wrong(
            say("--until {} : cette date est passée", "--until {}: this date is past", until));
    }
    if (*day > now() + acceptance_max) {
        return wrong(say("--until {} : un an au plus, pour qu'on y repense",
                         "--until {}: a year at most, so that it is thought of again", until));
    }
    return {};
}

Result<> check_words(const AcceptArguments& accept) {
    if (accept.until.empty() || trim(accept.reason).empty() || trim(accept.by).empty()) {
        return wrong({"pour accepter, il faut --reason, --until et --by",
                      "to accept, --reason, --until and --by are needed"});
    }
    return check_day(accept.until);
}

// Only what is found now can be accepted: a name written wrong would accept nothing, silently.
Result<> check_subject(const AcceptArguments& accept, const controls::Control& control,
                       const store::Store& store) {
    std::vector<controls::Finding> findings{TRY(controls::run_one(control, store))};
    if (findings.front().status != controls::Status::fail) {
        return wrong(say("{} ne trouve rien en ce moment : il n'y a rien à accepter",
                         "{} finds nothing at the moment: there is nothing to accept", control.id));
    }
    if (accept.subject.empty()) return {};
    const auto names_it = [&] {
        return std::ranges::any_of(
            findings.front().subjects,
            [&](const controls::Subject& subject) { return subject.name == accept.subject; });
    };
    if (names_it()) return {};
    report::group_by_folder(findings);
    if (names_it()) return {};
    return wrong(say("{} ne trouve pas « {} » en ce moment",
                     "{} does not find \"{}\" at the moment", control.id, accept.subject));
}

// The scope tells one acceptance from another: the same said again replaces what was said before.
facts::Observation statement(const AcceptArguments& accept) {
    facts::Observation said;
    said.probe = acceptance_probe;
    said.scope = accept.subject.empty() ? accept.control : accept.control + " " + accept.subject;
    said.started_at = said.finished_at = now();
    said.tables = {&facts::table_of<facts::Acceptance>()};
    return said;
}

Result<ExitCode> list(const store::Store& store) {
    const auto rows = TRY(store.query("SELECT * FROM acceptance ORDER BY control, subject"));
    const auto text = rows_as("text", rows);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return ExitCode::fine;
}

Result<ExitCode> revoke(const AcceptArguments& accept, store::Store& store) {
    const auto said = statement(accept);
    const auto kept = TRY(store.observations());
    const bool was_accepted = std::ranges::any_of(kept, [&](const store::Observed& observed) {
        return observed.probe == said.probe && observed.scope == said.scope;
    });
    if (!was_accepted) {
        return wrong(
            say("« {} » n'avait pas été accepté", "\"{}\" had not been accepted", said.scope));
    }
    TRY(store.record(store::outside_any_run, said));
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_accept(const Arguments& arguments, const AcceptArguments& accept) {
    const auto path = TRY(home_directory()) / "facts.db";
    // Opened for reading first: accepting before any audit must not make a store.
    TRY(open_for_reading(path));
    auto store = TRY(store::Store::open(path));
    if (accept.control.empty()) return list(store);
    if (accept.revoke) return revoke(accept, store);

    const auto catalogue =
        TRY(controls::Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    const auto* control = catalogue.find_control(accept.control);
    if (control == nullptr) {
        return wrong(say("il n'y a pas de contrôle « {} » ; primum controls list les donne tous",
                         "there is no control \"{}\"; primum controls list gives them all",
                         accept.control));
    }
    TRY(check_words(accept));
    TRY(check_subject(accept, *control, store));
    auto said = statement(accept);
    said.facts = {facts::to_fact(facts::Acceptance{
        .control = accept.control,
        .subject = accept.subject.empty() ? std::nullopt : std::optional(accept.subject),
        .reason = printable(accept.reason, reason_bytes_max),
        .accepted_by = printable(accept.by, name_bytes_max),
        .accepted_at = format_time(said.finished_at),
        .accepted_until = accept.until})};
    TRY(store.record(store::outside_any_run, said));
    return ExitCode::fine;
}

}  // namespace primum::cli
