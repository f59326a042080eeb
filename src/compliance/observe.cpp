#include "compliance/observe.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "compliance/breach.h"
#include "compliance/request.h"

namespace primum::compliance {
namespace {

facts::Text text_or_nothing(std::string_view value) {
    return value.empty() ? facts::Text() : facts::Text(std::string(value));
}

// Ids of the catalogue. What a person typed instead, a name perhaps, is told as "other".
constexpr std::array catalogue_ids{"locking",
                                   "passwords",
                                   "phishing",
                                   "mail",
                                   "usb",
                                   "wifi",
                                   "wrong-recipient",
                                   "leaving",
                                   "ransomware",
                                   "patients-rights",  // training/
                                   "information-notice",
                                   "staff-charter",
                                   "attack-card",
                                   "degraded-mode",  // papers/
                                   "medical-record",
                                   "appointments",
                                   "billing",
                                   "exchanges",
                                   "prescriptions",
                                   "teleconsultation",
                                   "staff",
                                   "suppliers",
                                   "security",
                                   "video",
                                   "web-site",
                                   "research",
                                   "rights-and-breaches"};  // register/

std::string id_or_other(std::string_view id) {
    return std::ranges::count(catalogue_ids, id) > 0 ? std::string(id) : "other";
}

facts::Flag flag_of(std::string_view answer) {
    if (answer == "yes") return true;
    if (answer == "no") return false;
    return std::nullopt;
}

std::string name_of(Duty duty) {
    if (duty == Duty::unclear) return "unclear";
    return duty == Duty::yes ? "yes" : "no";
}

// Each change tells all of it again, and the store keeps every telling: what was closed long ago is
// left to the ledger.
constexpr std::chrono::days closed_days_max{366};

bool is_told(const Record& request, Day today) {
    const auto closed = parse_day(request.value("closed_on"));
    return !closed || today - *closed <= closed_days_max;
}

facts::Fact request_row(const Record& record, Day today) {
    const auto clock = clock_of(record.values, today);
    const bool closed =
        clock.state == RequestState::closed || clock.state == RequestState::closed_late;
    const bool withdrawn = record.value("outcome") == "withdrawn";
    facts::PatientRequest row{.number = record.number,
                              .asked = std::string(record.value("right")),
                              .received_on = std::string(record.value("received_on")),
                              .due_on = format_day(clock.due),
                              .answered = closed};
    if (closed) row.in_time = clock.state == RequestState::closed;
    if (closed) row.proof_kept = withdrawn || !record.value("proof").empty();
    return to_fact(row);
}

facts::Fact breach_row(const Record& record, Time at) {
    const auto decision = decide(record.values);
    const auto clock = clock_of(record.values, at);
    const auto told = record.value("patients_told");
    return to_fact(facts::DataBreach{.number = record.number,
                                     .aware_at = std::string(record.value("aware_at")),
                                     .notify_by = format_time(clock.notify_by),
                                     .notify = name_of(decision.cnil),
                                     .notified = !record.value("notified_at").empty(),
                                     .completed = !record.value("completed_at").empty(),
                                     .tell_patients = name_of(decision.patients),
                                     .patients_told = told == "done" || told == "not-needed"});
}

facts::Fact activity_row(const Record& record) {
    const auto reviewed = record.value("reviewed_on");
    return to_fact(facts::ProcessingActivity{
        .number = record.number,
        .template_name = id_or_other(record.value("template")),
        .state = std::string(record.value("state")),
        .reviewed_on = reviewed.empty() ? format_day(local_day_of(record.changed_at))
                                        : std::string(reviewed)});
}

facts::Fact processor_row(const Record& record) {
    const auto contract = record.value("contract");
    facts::Processor row{.number = record.number,
                         .role = std::string(record.value("role")),
                         .health_data = flag_of(record.value("health_data")),
                         .contract_ends_on = text_or_nothing(record.value("contract_ends_on")),
                         .hosts = flag_of(record.value("hosts")),
                         .hds_ends_on = text_or_nothing(record.value("hds_ends_on"))};
    if (contract != "unknown") row.contract = text_or_nothing(contract);
    if (contract == "signed") {
        const auto ticked = record.value("clauses");
        const auto all = find_field(form_of(RecordKind::processor), "clauses")->choices.size();
        const auto present = ticked.empty() ? 0 : split(ticked, ',').size();
        row.clauses_missing = static_cast<std::int64_t>(all - present);
    }
    return to_fact(row);
}

void add_training(const Ledger& ledger, std::vector<facts::Fact>& rows) {
    std::map<std::string_view, std::int64_t> people;
    for (const auto& record : ledger.records(RecordKind::training)) {
        const auto next = static_cast<std::int64_t>(people.size()) + 1;
        const auto person = people.emplace(record.value("person"), next).first->second;
        rows.push_back(
            to_fact(facts::TrainingDone{.person = person,
                                        .module = id_or_other(record.value("module")),
                                        .done_on = std::string(record.value("done_on"))}));
    }
}

// A column that is counted from another.
struct Counted {
    std::string_view table;
    std::string_view date;
    std::string_view count;
    bool is_left = true;               // Days until the date; else days since it.
    std::string_view settled_by = {};  // Where this flag is true, nothing is counted.
};

constexpr std::array counted_columns{
    Counted{"patient_request", "due_on", "days_left", true, "answered"},
    Counted{"processing_activity", "reviewed_on", "days_since_review", false},
    Counted{"processor", "contract_ends_on", "contract_days_left"},
    Counted{"processor", "hds_ends_on", "hds_days_left"},
    Counted{"training", "done_on", "days_since", false},
    Counted{"paper", "done_on", "days_since", false},
    Counted{"cnil_letter", "answer_by", "days_left", true, "answered"},
};

facts::Value& cell(facts::Fact& fact, std::string_view column) {
    const auto index = fact.table->find(column);
    CHECK(index >= 0);
    return fact.values.at(static_cast<std::size_t>(index));
}

std::string text_in(facts::Fact& fact, std::string_view column) {
    const auto* text = std::get_if<std::string>(&cell(fact, column));
    return text != nullptr ? *text : std::string();
}

bool is_true(facts::Fact& fact, std::string_view column) {
    return cell(fact, column) == facts::Value{std::int64_t{1}};
}

void count_days(facts::Fact& fact, const Counted& counted, Day today) {
    auto& count = cell(fact, counted.count);
    count = {};
    const auto day = parse_day(text_in(fact, counted.date));
    if (!day || (!counted.settled_by.empty() && is_true(fact, counted.settled_by))) return;
    const auto left = static_cast<std::int64_t>((*day - today).count());
    count = counted.is_left ? left : -left;
}

void count_hours(facts::Fact& fact, Time at) {
    auto& count = cell(fact, "hours_left");
    count = {};
    const auto until = parse_time(text_in(fact, "notify_by"));
    if (!until || is_true(fact, "notified") || text_in(fact, "notify") == "no") return;
    count = static_cast<std::int64_t>(std::chrono::floor<std::chrono::hours>(*until - at).count());
}

std::size_t processors_now(const Ledger& ledger) {
    const auto all = ledger.records(RecordKind::processor);
    return static_cast<std::size_t>(std::ranges::count_if(
        all, [](const Record& record) { return record.value("ended_on").empty(); }));
}

void add_summary(const Ledger& ledger, std::vector<facts::Fact>& rows) {
    if (ledger.history().empty()) return;
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    rows.push_back(
        to_fact(facts::Ledger{.kept_since = format_day(local_day_of(ledger.history().front().at)),
                              .requests = number(ledger.records(RecordKind::request).size()),
                              .breaches = number(ledger.records(RecordKind::breach).size()),
                              .processors = number(processors_now(ledger)),
                              .activities = number(ledger.records(RecordKind::activity).size())}));
}

}  // namespace

std::vector<const facts::TableDescription*> obligation_tables() {
    return {&facts::table_of<facts::Ledger>(),     &facts::table_of<facts::PatientRequest>(),
            &facts::table_of<facts::DataBreach>(), &facts::table_of<facts::ProcessingActivity>(),
            &facts::table_of<facts::Processor>(),  &facts::table_of<facts::TrainingDone>(),
            &facts::table_of<facts::PaperDone>(),  &facts::table_of<facts::CnilLetter>()};
}

facts::Observation observe(const Ledger& ledger, Time at) {
    const auto today = local_day_of(at);
    std::vector<facts::Fact> rows;
    add_summary(ledger, rows);
    for (const auto& record : ledger.records(RecordKind::request)) {
        if (is_told(record, today)) rows.push_back(request_row(record, today));
    }
    for (const auto& record : ledger.records(RecordKind::breach)) {
        rows.push_back(breach_row(record, at));
    }
    for (const auto& record : ledger.records(RecordKind::activity)) {
        rows.push_back(activity_row(record));
    }
    for (const auto& record : ledger.records(RecordKind::processor)) {
        if (record.value("ended_on").empty()) rows.push_back(processor_row(record));
    }
    add_training(ledger, rows);
    for (const auto& record : ledger.records(RecordKind::paper)) {
        rows.push_back(to_fact(facts::PaperDone{.paper = id_or_other(record.value("paper")),
                                                .done_on = std::string(record.value("done_on"))}));
    }
    for (const auto& record : ledger.records(RecordKind::cnil_letter)) {
        rows.push_back(
            to_fact(facts::CnilLetter{.number = record.number,
                                      .answer_by = std::string(record.value("answer_by")),
                                      .answered = !record.value("answered_on").empty()}));
    }
    return observe_again(std::move(rows), at);
}

facts::Observation observe_again(std::vector<facts::Fact> facts, Time at) {
    const auto today = local_day_of(at);
    for (auto& fact : facts) {
        for (const auto& counted : counted_columns) {
            if (fact.table->name == counted.table) count_days(fact, counted, today);
        }
        if (fact.table->name == "data_breach") count_hours(fact, at);
    }
    facts::Observation observation;
    observation.probe = obligations_probe;
    observation.scope = "practice";
    observation.started_at = observation.finished_at = at;
    observation.tables = obligation_tables();
    observation.facts = std::move(facts);
    return observation;
}

}  // namespace primum::compliance
