#include "compliance/field.h"

#include <algorithm>
#include <variant>

#include "base/text.h"
#include "compliance/day.h"
#include "os/local_time.h"

namespace primum::compliance {
namespace {

const Choice* find_choice(const Field& field, std::string_view id) {
    const auto found = std::ranges::find(field.choices, id, &Choice::id);
    return found == field.choices.end() ? nullptr : &*found;
}

// A text that a terminal, a page and a letter can show: valid UTF-8, no control character but the
// ends of lines.
bool is_readable(std::string_view text, bool lines) {
    while (!text.empty()) {
        const auto length = utf8_length(text);
        if (length == 0) return false;
        const auto first = static_cast<unsigned char>(text[0]);
        const bool end_of_line = lines && (first == '\n' || first == '\t');
        if ((first < 0x20 && !end_of_line) || first == 0x7f) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string without_carriage_returns(std::string_view text) {
    std::string kept;
    for (const char character : text) {
        if (character != '\r') kept += character;
    }
    return kept;
}

using Taken = std::variant<std::string, Sentence>;  // What is kept, or why it is refused.

Taken take_choices(const Field& field, std::string_view typed) {
    const auto ids = split(typed, ',');
    for (const auto id : ids) {
        if (find_choice(field, trim(id)) == nullptr) {
            return say("« {} » n'est pas l'un des choix", "\"{}\" is none of the choices",
                       printable(id, 40));
        }
    }
    std::string kept;
    for (const auto& known : field.choices) {
        const bool chosen =
            std::ranges::any_of(ids, [&](std::string_view id) { return trim(id) == known.id; });
        if (!chosen) continue;
        if (!kept.empty()) kept += ',';
        kept += known.id;
    }
    return kept;
}

// The day on this computer's wall; nothing when it lies in no year that this room counts in.
std::optional<Day> day_of_moment(Time time) { return parse_day(os::local_day(time)); }

std::optional<Time> time_of_typed(std::string_view typed) {
    if (const auto time = parse_time(typed)) return time;
    if (const auto time = os::time_of_local(typed)) return time;
    const auto space = typed.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto day = parse_day(typed.substr(0, space));  // "27/11/2026 09:30"
    if (!day) return std::nullopt;
    return os::time_of_local(format_day(*day) + " " + std::string(trim(typed.substr(space))));
}

Taken take_moment(std::string_view typed) {
    const auto time = time_of_typed(typed);
    if (!time) {
        return Sentence{"écrivez le jour et l'heure, par exemple 27/11/2026 09:30",
                        "write the day and the hour, for example 2026-11-27 09:30"};
    }
    if (!day_of_moment(*time)) {
        return Sentence{"l'année doit être entre 1900 et 2200, par exemple 27/11/2026 09:30",
                        "the year must be between 1900 and 2200, for example 2026-11-27 09:30"};
    }
    return parse_time(typed) ? std::string(typed) : format_time(*time);
}

Taken take(const Field& field, std::string_view typed) {
    switch (field.kind) {
        case FieldKind::text:
        case FieldKind::many_lines:
            if (is_readable(typed, field.kind == FieldKind::many_lines)) return std::string(typed);
            return Sentence{"il contient un signe invisible", "it has an invisible character"};
        case FieldKind::date:
            if (const auto day = parse_day(typed)) return format_day(*day);
            return Sentence{"écrivez un jour, par exemple 27/11/2026",
                            "write a day, for example 2026-11-27"};
        case FieldKind::moment:
            return take_moment(typed);
        case FieldKind::number:
            if (const auto number = parse_number(typed)) return std::to_string(*number);
            return Sentence{"écrivez un nombre, en chiffres", "write a number, in digits"};
        case FieldKind::choice:
            if (find_choice(field, typed) != nullptr) return std::string(typed);
            return say("« {} » n'est pas l'un des choix", "\"{}\" is none of the choices",
                       printable(typed, 40));
        case FieldKind::many_choices:
            return take_choices(field, typed);
    }
    return Sentence{};
}

void check_field(const Field& field, std::string_view typed, CheckedValues& checked) {
    const auto text = without_carriage_returns(trim(typed));
    const auto refuse = [&](Sentence why) {
        checked.refusals.push_back({std::string(field.name), std::move(why)});
    };
    if (text.empty()) {
        if (field.required) refuse({"il faut répondre", "an answer is needed"});
        return;
    }
    if (text.size() > field.length_max) {
        return refuse(say("{} signes au plus", "{} characters at most", field.length_max));
    }
    auto taken = take(field, text);
    if (auto* why = std::get_if<Sentence>(&taken)) return refuse(std::move(*why));
    auto& kept = std::get<std::string>(taken);
    if (!kept.empty()) checked.values.emplace(field.name, std::move(kept));
}

}  // namespace

std::string_view value_of(const Values& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

bool is_one_of(std::string_view chosen, std::string_view id) {
    return std::ranges::any_of(split(chosen, ','), [&](std::string_view one) { return one == id; });
}

const Field* find_field(Form form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &Field::name);
    return found == form.end() ? nullptr : &*found;
}

bool is_asked(const Field& field, const Values& values) {
    if (field.only_when.empty()) return true;
    const auto equals = field.only_when.find('=');
    return is_one_of(value_of(values, field.only_when.substr(0, equals)),
                     field.only_when.substr(equals + 1));
}

CheckedValues check(Form form, const Values& typed) {
    CheckedValues checked;
    for (const auto& [name, value] : typed) {
        if (find_field(form, name) == nullptr) {
            checked.refusals.push_back(
                {printable(name, 40), {"ce champ n'existe pas", "there is no such field"}});
        }
    }
    for (const auto& field : form) {
        // A field asked because of another's answer stands after it in every form.
        if (is_asked(field, checked.values)) {
            check_field(field, value_of(typed, field.name), checked);
        }
    }
    return checked;
}

std::string shown(const Field& field, std::string_view value, Language language) {
    if (field.kind == FieldKind::date) {
        const auto day = parse_day(value);
        return day ? short_day(*day, language) : std::string(value);
    }
    if (field.kind == FieldKind::moment) {
        const auto time = parse_time(value);
        const auto day = time ? day_of_moment(*time) : std::nullopt;
        if (!time || !day) return std::string(value);
        const auto moment = os::local_moment(*time);
        return short_day(*day, language) + (language == Language::french ? " à " : " at ") +
               moment.substr(11);
    }
    if (field.kind != FieldKind::choice && field.kind != FieldKind::many_choices) {
        return std::string(value);
    }
    std::string words;
    for (const auto id : split(value, ',')) {
        const auto* known = find_choice(field, id);
        if (!words.empty()) words += " ; ";
        words += known != nullptr ? known->text.in(language) : id;
    }
    return words;
}

std::string editable(const Field& field, std::string_view value) {
    const auto time = field.kind == FieldKind::moment ? parse_time(value) : std::nullopt;
    return time ? os::local_moment(*time) : std::string(value);
}

}  // namespace primum::compliance
