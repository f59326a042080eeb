#include "compliance/documents/filling.h"

#include "compliance/breach.h"
#include "compliance/day.h"
#include "compliance/request.h"

namespace primum::compliance {
namespace {

void add_request_days(const Values& request, Time now, Language language, Filling& filling) {
    const auto clock = clock_of(request, local_day_of(now));
    filling.more["due_on"] = day_in_words(clock.due, language);
    if (clock.not_before) filling.more["not_before"] = day_in_words(*clock.not_before, language);
}

void add_breach_moment(const Values& breach, Time now, Language language, Filling& filling) {
    const auto* moment = find_field(form_of(RecordKind::breach), "aware_at");
    filling.more["notify_by"] =
        shown(*moment, format_time(clock_of(breach, now).notify_by), language);
}

}  // namespace

const Values& practice_values(const Ledger& ledger) {
    static const Values nothing;
    const auto* practice = ledger.practice();
    return practice == nullptr ? nothing : practice->values;
}

std::vector<Values> training_done(const Ledger& ledger, std::string_view person) {
    std::vector<Values> done;
    for (const auto& record : ledger.records(RecordKind::training)) {
        if (record.value("person") == person) done.push_back(record.values);
    }
    return done;
}

Filling filling_for(const Ledger& ledger, const Record* record, Time now, Language language) {
    Filling filling{.practice = &practice_values(ledger)};
    filling.more["today"] = day_in_words(local_day_of(now), language);
    if (record == nullptr) return filling;
    filling.record = &record->values;
    if (record->kind == RecordKind::request) {
        add_request_days(record->values, now, language, filling);
    }
    if (record->kind == RecordKind::breach) {
        add_breach_moment(record->values, now, language, filling);
    }
    return filling;
}

}  // namespace primum::compliance
