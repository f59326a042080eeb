#include "compliance/record.h"

#include "base/check.h"
#include "compliance/breach.h"
#include "compliance/day.h"
#include "compliance/forms/forms.h"
#include "compliance/request.h"

namespace primum::compliance {
namespace {

struct KindName {
    RecordKind kind;
    std::string_view name;
    Wording title;
    Form (*form)();
};

constexpr std::array kinds{
    KindName{RecordKind::practice, "practice", {"Le cabinet", "The practice"}, practice_form},
    KindName{
        RecordKind::request, "request", {"Demande de patient", "Patient's request"}, request_form},
    KindName{RecordKind::breach, "breach", {"Violation de données", "Data breach"}, breach_form},
    KindName{RecordKind::activity,
             "activity",
             {"Activité du registre", "Activity of the register"},
             activity_form},
    KindName{RecordKind::processor, "processor", {"Prestataire", "Processor"}, processor_form},
    KindName{
        RecordKind::training, "training", {"Formation suivie", "Training done"}, training_form},
    KindName{RecordKind::paper, "paper", {"Document", "Paper"}, paper_form},
    KindName{RecordKind::cnil_letter,
             "cnil-letter",
             {"Courrier de la CNIL", "Letter of the CNIL"},
             cnil_letter_form},
    KindName{RecordKind::note, "note", {"Note", "Note"}, note_form},
};

const KindName& entry_of(RecordKind kind) {
    for (const auto& entry : kinds) {
        if (entry.kind == kind) return entry;
    }
    CHECK(false);
    return kinds[0];
}

// A minute of difference between two clocks is no future.
constexpr std::chrono::minutes clock_difference_max{10};

bool lies_ahead(const Field& field, std::string_view value, Time at) {
    if (field.kind == FieldKind::date) {
        const auto day = parse_day(value);
        return day && *day > local_day_of(at);
    }
    const auto time = parse_time(value);
    return time && *time > at + clock_difference_max;
}

}  // namespace

std::string_view name_of(RecordKind kind) { return entry_of(kind).name; }
Wording title_of(RecordKind kind) { return entry_of(kind).title; }
Form form_of(RecordKind kind) { return entry_of(kind).form(); }

CheckedValues check_record(RecordKind kind, const Values& typed, Time at) {
    auto checked = check(form_of(kind), typed);
    for (const auto& field : form_of(kind)) {
        if (field.is_past && lies_ahead(field, value_of(checked.values, field.name), at)) {
            checked.refusals.push_back(
                {std::string(field.name), {"c'est dans l'avenir", "this lies in the future"}});
        }
    }
    if (!checked.refusals.empty()) return checked;
    if (kind == RecordKind::request) checked.refusals = check_request(checked.values);
    if (kind == RecordKind::breach) checked.refusals = check_breach(checked.values);
    return checked;
}

std::optional<RecordKind> record_kind_of(std::string_view name) {
    for (const auto& entry : kinds) {
        if (entry.name == name) return entry.kind;
    }
    return std::nullopt;
}

}  // namespace primum::compliance
