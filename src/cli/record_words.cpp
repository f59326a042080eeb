#include "cli/record_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "compliance/breach.h"
#include "compliance/day.h"
#include "compliance/request.h"
#include "os/local_time.h"

namespace primum::cli {
namespace {

using compliance::BreachState;
using compliance::Record;
using compliance::RecordKind;
using compliance::RequestState;
using compliance::Wording;

std::string shown(const Record& record, std::string_view name, Language language) {
    const auto* field = compliance::find_field(form_of(record.kind), name);
    return compliance::shown(*field, record.value(name), language);
}

std::string request_state(const Record& record, Time at, Language language) {
    const auto clock = compliance::clock_of(record.values, compliance::local_day_of(at));
    auto state = std::string(words_of(clock.state).in(language));
    const auto due = short_day(clock.due, language);
    if (clock.state == RequestState::closed || clock.state == RequestState::closed_late)
        return state;
    if (clock.days_left < 0) {
        return say("{}, {} jour(s) de trop (c'était le {})", "{}, {} day(s) over (it was {})",
                   state, -clock.days_left, due)
            .in(language);
    }
    return say("{}, avant le {} ({} jour(s))", "{}, by {} ({} day(s))", state, due, clock.days_left)
        .in(language);
}

std::string breach_state(const Record& record, Time at, Language language) {
    const auto clock = compliance::clock_of(record.values, at);
    auto state = std::string(words_of(clock.state).in(language));
    if (clock.state != BreachState::running && clock.state != BreachState::overdue) return state;
    const auto hours = std::chrono::abs(clock.left).count() / 60;
    if (clock.state == BreachState::overdue) {
        return say("{}, {} h de trop", "{}, {} h over", state, hours).in(language);
    }
    return say("{}, il reste {} h", "{}, {} h left", state, hours).in(language);
}

// The fields that name a record in a list, by kind.
std::vector<std::string_view> names_in_list(RecordKind kind) {
    switch (kind) {
        case RecordKind::practice:
            return {"name", "in_charge"};
        case RecordKind::request:
            return {"patient", "right"};
        case RecordKind::breach:
            return {"title"};
        case RecordKind::activity:
            return {"title", "state"};
        case RecordKind::processor:
            return {"name", "role", "contract"};
        case RecordKind::training:
            return {"person", "module", "done_on"};
        case RecordKind::paper:
            return {"paper", "done_on", "person"};
        case RecordKind::cnil_letter:
            return {"subject", "answer_by", "answered_on"};
        case RecordKind::note:
            return {"about", "text"};
    }
    return {};
}

std::vector<Wording> steps_of(const Record& record, Time at) {
    if (record.kind == RecordKind::request) {
        return compliance::next_steps(record.values, compliance::local_day_of(at));
    }
    if (record.kind == RecordKind::breach) return compliance::next_steps(record.values, at);
    return {};
}

std::string state_of(const Record& record, Time at, Language language) {
    if (record.kind == RecordKind::request) return request_state(record, at, language);
    if (record.kind == RecordKind::breach) return breach_state(record, at, language);
    return {};
}

nlohmann::ordered_json clock_json(const Record& record, Time at) {
    if (record.kind == RecordKind::request) {
        const auto clock = compliance::clock_of(record.values, compliance::local_day_of(at));
        nlohmann::ordered_json json{{"due_on", compliance::format_day(clock.due)},
                                    {"days_left", clock.days_left},
                                    {"state", words_of(clock.state).english},
                                    {"basis", clock.basis.english}};
        if (clock.not_before) json["not_before"] = compliance::format_day(*clock.not_before);
        return json;
    }
    const auto clock = compliance::clock_of(record.values, at);
    const auto decision = compliance::decide(record.values);
    const auto word = [](compliance::Duty duty) {
        if (duty == compliance::Duty::unclear) return "unclear";
        return duty == compliance::Duty::yes ? "yes" : "no";
    };
    return {{"notify_by", format_time(clock.notify_by)}, {"minutes_left", clock.left.count()},
            {"state", words_of(clock.state).english},    {"notify_cnil", word(decision.cnil)},
            {"tell_patients", word(decision.patients)},  {"public_notice", decision.public_notice}};
}

}  // namespace

bool is_open(const Record& record, Time at) {
    switch (record.kind) {
        case RecordKind::request: {
            const auto state =
                compliance::clock_of(record.values, compliance::local_day_of(at)).state;
            return state != RequestState::closed && state != RequestState::closed_late;
        }
        case RecordKind::breach:
            return compliance::clock_of(record.values, at).state != BreachState::recorded;
        case RecordKind::cnil_letter:
            return record.value("answered_on").empty();
        case RecordKind::processor:
            return record.value("ended_on").empty();
        default:
            return true;
    }
}

std::string line_of(const Record& record, Time at, Language language) {
    std::string line = fmt::format("{:>4}", record.number);
    for (const auto name : names_in_list(record.kind)) {
        auto text = shown(record, name, language);
        std::ranges::replace(text, '\n', ' ');
        if (!text.empty()) line += "  " + text;
    }
    const auto state = state_of(record, at, language);
    if (!state.empty()) line += "  —  " + state;
    return line;
}

std::string page_of(const Record& record, Time at, Language language) {
    std::string page = line_of(record, at, language) + "\n";
    for (const auto& field : form_of(record.kind)) {
        const auto value = record.value(field.name);
        if (value.empty()) continue;
        page += fmt::format("\n  {}\n    {}\n", field.label.in(language),
                            compliance::shown(field, value, language));
    }
    if (record.kind == RecordKind::request) {
        page += fmt::format(
            "\n{}\n",
            compliance::clock_of(record.values, compliance::local_day_of(at)).basis.in(language));
    }
    if (record.kind == RecordKind::breach) {
        page += "\n";
        for (const auto& because : compliance::decide(record.values).because) {
            page += fmt::format("{}\n", because.in(language));
        }
    }
    const auto steps = steps_of(record, at);
    if (!steps.empty()) page += language == Language::french ? "\nÀ faire :\n" : "\nTo do:\n";
    for (const auto& step : steps) page += fmt::format("  • {}\n", step.in(language));
    return page;
}

nlohmann::ordered_json json_of(const Record& record, Time at) {
    nlohmann::ordered_json values = nlohmann::ordered_json::object();
    for (const auto& [name, value] : record.values) values[name] = value;
    nlohmann::ordered_json json{{"number", record.number},
                                {"version", record.version},
                                {"changed_at", format_time(record.changed_at)},
                                {"changed_by", record.changed_by},
                                {"values", std::move(values)}};
    if (record.kind == RecordKind::request || record.kind == RecordKind::breach) {
        json["clock"] = clock_json(record, at);
    }
    return json;
}

}  // namespace primum::cli
