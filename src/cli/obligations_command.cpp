#include <algorithm>

#include "cli/office_commands.h"
#include "cli/record_words.h"
#include "compliance/breach.h"
#include "compliance/request.h"
#include "os/local_time.h"

namespace primum::cli {
namespace {

using compliance::Record;
using compliance::RecordKind;
using Verb = OfficeArguments::Verb;

// Something with a date, the soonest first.
struct Due {
    Time at{};
    const Record* record = nullptr;
    std::string what;  // Where the record's own line does not say it.
};

constexpr std::chrono::days contract_days{
    90};  // Certificates and contracts are shown so long before.

void add_day(const Record& record, std::string_view name, std::vector<Due>& due) {
    const auto day = compliance::parse_day(record.value(name));
    if (!day || *day - compliance::local_day_of(now()) > contract_days) return;
    due.push_back({.at = *day, .record = &record, .what = std::string(name)});
}

std::vector<Due> all_due(const compliance::Ledger& ledger, Time at) {
    std::vector<Due> due;
    for (const auto& record : ledger.records(RecordKind::breach)) {
        if (is_open(record, at))
            due.push_back({compliance::clock_of(record.values, at).notify_by, &record, {}});
    }
    for (const auto& record : ledger.records(RecordKind::request)) {
        if (!is_open(record, at)) continue;
        due.push_back(
            {compliance::clock_of(record.values, compliance::local_day_of(at)).due, &record, {}});
    }
    for (const auto& record : ledger.records(RecordKind::cnil_letter)) {
        if (is_open(record, at)) add_day(record, "answer_by", due);
    }
    for (const auto& record : ledger.records(RecordKind::processor)) {
        if (!is_open(record, at)) continue;
        add_day(record, "hds_ends_on", due);
        add_day(record, "contract_ends_on", due);
    }
    std::ranges::stable_sort(due, {}, &Due::at);
    return due;
}

Result<ExitCode> overview(const Desk& desk) {
    const auto at = now();
    const auto due = all_due(desk.ledger, at);
    auto json = nlohmann::ordered_json::array();
    for (const auto& each : due) {
        const auto kind = each.record->kind;
        const auto* field = compliance::find_field(form_of(kind), each.what);
        std::string line(title_of(kind).in(desk.language()));
        if (desk.wanted.format == "json") {
            json.push_back({{"kind", name_of(kind)},
                            {"number", each.record->number},
                            {"at", format_time(each.at)},
                            {"what", each.what}});
            continue;
        }
        line += line_of(*each.record, at, desk.language());
        if (field != nullptr) line += "  —  " + std::string(field->label.in(desk.language()));
        fmt::print("{}  {}\n", os::local_day(each.at), line);
    }
    if (desk.wanted.format == "json") {
        fmt::print("{}\n", json.dump(2));
    } else if (due.empty()) {
        desk.print({"Rien n'arrive à son terme.", "Nothing runs out."});
    }
    return ExitCode::fine;
}

Result<ExitCode> history(const Desk& desk) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& entry : desk.ledger.history()) {
        if (desk.wanted.format == "json") {
            json.push_back({{"sequence", entry.sequence},
                            {"at", format_time(entry.at)},
                            {"by", entry.by},
                            {"action", words_of(entry.action).english},
                            {"kind", name_of(entry.kind)},
                            {"number", entry.number}});
            continue;
        }
        fmt::print("{}  {:<20}  {:<22}  {} {}\n", os::local_moment(entry.at), entry.by,
                   words_of(entry.action).in(desk.language()),
                   title_of(entry.kind).in(desk.language()), entry.number);
    }
    if (desk.wanted.format == "json") fmt::print("{}\n", json.dump(2));
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_overview(const Desk& desk) {
    if (desk.wanted.verb == Verb::history) return history(desk);
    if (desk.wanted.verb == Verb::overview) return overview(desk);
    TRY(desk.ledger.verify());
    desk.print(say("{} entrées, toutes telles qu'elles ont été écrites.",
                   "{} entries, all as they were written.", desk.ledger.history().size()));
    return ExitCode::fine;
}

}  // namespace primum::cli
