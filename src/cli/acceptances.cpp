#include "cli/acceptances.h"

#include <algorithm>

#include "base/text.h"
#include "cli/assemble.h"
#include "facts/tables.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

constexpr std::size_t reason_bytes_max = 1'000;
constexpr std::size_t name_bytes_max = 200;
constexpr std::chrono::days acceptance_max{366};  // Then somebody thinks of it again.

Error wrong(const Sentence& what) { return {ErrorKind::usage, what}; }

Result<> check_subject(const AcceptanceWish& wish, const controls::Control& control,
                       const store::Store& store) {
    std::vector<controls::Finding> findings{TRY(controls::run_one(control, store))};
    if (findings.front().status != controls::Status::fail) {
        return wrong(say("{} ne trouve rien en ce moment : il n'y a rien à accepter",
                         "{} finds nothing at the moment: there is nothing to accept", control.id));
    }
    if (wish.subject.empty()) return {};
    const auto names_it = [&] {
        return std::ranges::any_of(
            findings.front().subjects,
            [&](const controls::Subject& subject) { return subject.name == wish.subject; });
    };
    if (names_it()) return {};
    report::group_by_folder(findings);
    if (names_it()) return {};
    return wrong(say("{} ne trouve pas « {} » en ce moment",
                     "{} does not find \"{}\" at the moment", control.id, wish.subject));
}

// The scope tells one acceptance from another: the same said again replaces what was said before.
facts::Observation statement(const std::string& control, const std::string& subject) {
    facts::Observation said;
    said.probe = acceptance_probe;
    said.scope = subject.empty() ? control : control + " " + subject;
    said.started_at = said.finished_at = now();
    said.tables = {&facts::table_of<facts::Acceptance>()};
    return said;
}

}  // namespace

Result<> check_last_day(const std::string& until) {
    const auto day = parse_time(until + "T23:59:59Z");
    if (!day) {
        return wrong({"écrivez une date comme 2027-01-31", "write a date like 2027-01-31"});
    }
    if (*day < now()) return wrong({"cette date est passée", "this date is past"});
    if (*day > now() + acceptance_max) {
        return wrong({"un an au plus, pour qu'on y repense",
                      "a year at most, so that it is thought of again"});
    }
    return {};
}

Result<> keep_acceptance(const AcceptanceWish& wish, const controls::Catalogue& catalogue,
                         store::Store& store) {
    const auto* control = catalogue.find_control(wish.control);
    if (control == nullptr) {
        return wrong(say("il n'y a pas de contrôle « {} » ; primum controls list les donne tous",
                         "there is no control \"{}\"; primum controls list gives them all",
                         wish.control));
    }
    TRY(check_last_day(wish.until));
    TRY(check_subject(wish, *control, store));
    auto said = statement(wish.control, wish.subject);
    said.facts = {facts::to_fact(facts::Acceptance{
        .control = wish.control,
        .subject = wish.subject.empty() ? std::nullopt : std::optional(wish.subject),
        .reason = printable(wish.reason, reason_bytes_max),
        .accepted_by = printable(wish.by, name_bytes_max),
        .accepted_at = format_time(said.finished_at),
        .accepted_until = wish.until})};
    TRY(store.record(store::outside_any_run, said));
    return {};
}

Result<> revoke_acceptance(const std::string& control, const std::string& subject,
                           store::Store& store) {
    const auto said = statement(control, subject);
    const auto kept = TRY(store.observations());
    const bool was_accepted = std::ranges::any_of(kept, [&](const store::Observed& observed) {
        return observed.probe == said.probe && observed.scope == said.scope;
    });
    if (!was_accepted) {
        return wrong(
            say("« {} » n'avait pas été accepté", "\"{}\" had not been accepted", said.scope));
    }
    TRY(store.record(store::outside_any_run, said));
    return {};
}

}  // namespace primum::cli
