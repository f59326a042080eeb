#include <unistd.h>

#include <array>
#include <iostream>
#include <span>
#include <vector>

#include "base/text.h"
#include "cli/office_commands.h"
#include "cli/office_facts.h"
#include "cli/places.h"
#include "cli/record_words.h"

namespace primum::cli {
namespace {

using compliance::Field;
using compliance::Record;
using compliance::RecordKind;
using compliance::Values;
using Verb = OfficeArguments::Verb;

Result<const Record*> wanted_record(const Desk& desk) {
    const auto number = desk.wanted.kind == RecordKind::practice ? 1 : desk.wanted.number;
    if (const auto* record = desk.ledger.find(desk.wanted.kind, number)) return record;
    if (desk.wanted.kind == RecordKind::practice) {
        return Error{ErrorKind::usage,
                     {"le cabinet n'est pas encore décrit : primum practice set",
                      "the practice is not described yet: primum practice set"}};
    }
    return Error{ErrorKind::usage,
                 say("il n'y a pas de nº {}", "there is no number {}", desk.wanted.number)};
}

// Somebody from outside is about to see it: the practice can tell, later, who knew what. Before it
// is shown, so that what cannot be noted is not seen.
Result<> note_view(const Desk& desk, std::span<const std::uint32_t> numbers) {
    if (desk.office.author().role != accounts::Role::data_protection_officer) return {};
    for (const auto number : numbers) {
        TRY(desk.ledger.note(compliance::Action::viewed, desk.wanted.kind, number,
                             desk.office.author()));
    }
    return {};
}

// All that is refused at once, each with its label and how it is written on the command line.
Result<> check_all(const Desk& desk, const Values& values) {
    const auto form = form_of(desk.wanted.kind);
    const auto checked = check_record(desk.wanted.kind, values);
    if (checked.refusals.empty()) return {};
    Sentence all;
    for (const auto& refusal : checked.refusals) {
        const auto* field = compliance::find_field(form, refusal.field);
        std::string option = "--" + refusal.field;
        std::ranges::replace(option, '_', '-');
        const auto label = field != nullptr ? field->label.sentence() : Sentence{"", ""};
        all.french += fmt::format("\n  {} ({}) : {}", label.french, option, refusal.why.french);
        all.english += fmt::format("\n  {} ({}): {}", label.english, option, refusal.why.english);
    }
    return Error{ErrorKind::usage, join({"à corriger", "to be corrected"}, all)};
}

void show_question(const Field& field, Language language) {
    fmt::print("\n{}{}\n", field.label.in(language), field.required ? " *" : "");
    if (!field.help.empty()) fmt::print("  ({})\n", field.help.in(language));
    for (const auto& choice : field.choices) {
        fmt::print("  {:<20}{}\n", choice.id, choice.text.in(language));
    }
    fmt::print("> ");
    std::fflush(stdout);
}

// One field, asked until the answer is accepted. Adds nothing for an empty line.
Result<> ask_field(const Field& field, Language language, Values& values) {
    while (true) {
        show_question(field, language);
        std::string line;
        if (!std::getline(std::cin, line)) {
            return Error{ErrorKind::stopped, {"abandonné", "given up"}};
        }
        const Values one{{std::string(field.name), line}};
        auto checked = check(compliance::Form(&field, 1), trim(line).empty() ? Values{} : one);
        if (checked.refusals.empty()) {
            values.merge(checked.values);
            return {};
        }
        fmt::print("  ! {}\n", checked.refusals.front().why.in(language));
    }
}

// Field by field on a terminal.
Result<Values> converse(compliance::Form form, Language language) {
    Values values;
    for (const auto& field : form) {
        if (is_asked(field, values)) TRY(ask_field(field, language, values));
    }
    return values;
}

Result<ExitCode> add(const Desk& desk) {
    auto values = desk.wanted.values;
    if (values.empty() && ::isatty(STDIN_FILENO) == 1) {
        values = TRY(converse(form_of(desk.wanted.kind), desk.language()));
    }
    if (desk.wanted.kind == RecordKind::breach) {
        const auto store = TRY(store::Store::open(desk.office.home / "facts.db"));
        prefill_breach(values, TRY(catalogue_directory(desk.arguments.catalogue)), store,
                       desk.language());
    }
    TRY(check_all(desk, values));
    const auto number = TRY(desk.ledger.add(desk.wanted.kind, values, desk.office.author()));
    TRY(tell_facts(desk.office, desk.ledger));
    fmt::print("{}", page_of(*desk.ledger.find(desk.wanted.kind, number), now(), desk.language()));
    return ExitCode::fine;
}

Result<ExitCode> change(const Desk& desk) {
    const bool first =
        desk.wanted.kind == RecordKind::practice && desk.ledger.practice() == nullptr;
    if (first) return add(desk);
    const Record seen = *TRY(wanted_record(desk));
    auto values = seen.values;
    for (const auto& [name, value] : desk.wanted.values) values[name] = value;
    TRY(check_all(desk, values));
    TRY(desk.ledger.change(seen, values, desk.office.author()));
    TRY(tell_facts(desk.office, desk.ledger));
    fmt::print("{}", page_of(*desk.ledger.find(seen.kind, seen.number), now(), desk.language()));
    return ExitCode::fine;
}

Result<ExitCode> list(const Desk& desk) {
    const auto at = now();
    auto json = nlohmann::ordered_json::array();
    std::vector<std::uint32_t> seen_whole;
    for (const auto& record : desk.ledger.records(desk.wanted.kind)) {
        if (!desk.wanted.all && !is_open(record, at)) continue;
        if (desk.wanted.format == "json") {
            json.push_back(json_of(record, at));
            seen_whole.push_back(record.number);
        } else {
            fmt::print("{}\n", line_of(record, at, desk.language()));
        }
    }
    TRY(note_view(desk, seen_whole));
    if (desk.wanted.format == "json") fmt::print("{}\n", json.dump(2));
    return ExitCode::fine;
}

Result<ExitCode> show(const Desk& desk) {
    const std::array numbers{TRY(wanted_record(desk))->number};
    TRY(note_view(desk, numbers));
    const auto* record = TRY(wanted_record(desk));  // The note has read the ledger again.
    if (desk.wanted.format == "json") {
        fmt::print("{}\n", json_of(*record, now()).dump(2));
    } else {
        fmt::print("{}", page_of(*record, now(), desk.language()));
    }
    return ExitCode::fine;
}

Result<ExitCode> versions(const Desk& desk) {
    const std::array numbers{TRY(wanted_record(desk))->number};
    TRY(note_view(desk, numbers));
    const auto* record = TRY(wanted_record(desk));
    auto json = nlohmann::ordered_json::array();
    for (const auto& version : TRY(desk.ledger.versions(record->kind, record->number))) {
        if (desk.wanted.format == "json") {
            json.push_back({{"version", version.version},
                            {"at", format_time(version.at)},
                            {"by", version.by},
                            {"values", version.values}});
            continue;
        }
        fmt::print("{}  {}  {}\n", version.version, format_time(version.at), version.by);
        for (const auto& field : form_of(record->kind)) {
            const auto value = compliance::value_of(version.values, field.name);
            if (value.empty()) continue;
            fmt::print("    {} : {}\n", field.label.in(desk.language()),
                       compliance::shown(field, value, desk.language()));
        }
    }
    if (desk.wanted.format == "json") fmt::print("{}\n", json.dump(2));
    return ExitCode::fine;
}

Result<ExitCode> erase(const Desk& desk) {
    const auto* record = TRY(wanted_record(desk));
    TRY(desk.ledger.erase(record->kind, record->number, desk.office.author()));
    TRY(tell_facts(desk.office, desk.ledger));
    desk.print({"Effacé. L'historique garde qu'elle a existé, pas ce qu'elle disait.",
                "Erased. The history keeps that it was there, not what it said."});
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_record(const Desk& desk) {
    switch (desk.wanted.verb) {
        case Verb::add:
            return add(desk);
        case Verb::change:
            return change(desk);
        case Verb::show:
            return show(desk);
        case Verb::versions:
            return versions(desk);
        case Verb::erase:
            return erase(desk);
        default:
            return list(desk);
    }
}

}  // namespace primum::cli
