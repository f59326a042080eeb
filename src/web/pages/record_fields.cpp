#include "web/pages/record_fields.h"

#include <algorithm>

#include "base/text.h"

namespace primum::web {
namespace {

using compliance::Field;
using compliance::FieldKind;
using compliance::Form;
using compliance::Values;

const Sentence* why_refused(const std::vector<compliance::Refusal>& refusals,
                            std::string_view field) {
    const auto found = std::ranges::find(refusals, field, &compliance::Refusal::field);
    return found == refusals.end() ? nullptr : &found->why;
}

std::string_view input_type(FieldKind kind) {
    switch (kind) {
        case FieldKind::date:
            return "date";
        case FieldKind::moment:
            return "datetime-local";
        case FieldKind::number:
            return "number";
        case FieldKind::text:
        case FieldKind::many_lines:
        case FieldKind::choice:
        case FieldKind::many_choices:
            return "text";
    }
    return "text";
}

// One field of one form, while it is written.
struct Shown {
    Sheet& sheet;
    const Field& field;
    const std::string value;
    const Sentence* why;  // Null when it was not refused.

    std::string id() const { return std::string(field.name); }

    std::string described_by() const {
        std::string ids;
        if (!field.help.empty()) ids = id() + "-help";
        if (why != nullptr) ids += (ids.empty() ? "" : " ") + id() + "-why";
        return ids;
    }

    std::vector<report::Attribute> attributes() const {
        std::vector<report::Attribute> made{{"name", id()}, {"id", id()}};
        if (!described_by().empty()) made.push_back({"aria-describedby", described_by()});
        if (why != nullptr) made.push_back({"aria-invalid", "true"});
        if (field.required && field.only_when.empty()) made.push_back({"required", ""});
        return made;
    }
};

void write_label_words(const Shown& shown) {
    shown.sheet.out.text(shown.sheet.in(shown.field.label.sentence()));
    if (shown.field.required) return;
    shown.sheet.out.element("span", {{"class", "help"}},
                            " " + shown.sheet.in({"(facultatif)", "(optional)"}));
}

void write_help(const Shown& shown) {
    auto& out = shown.sheet.out;
    if (!shown.field.help.empty()) {
        out.element("p", {{"class", "help"}, {"id", shown.id() + "-help"}},
                    shown.sheet.in(shown.field.help.sentence()));
    }
    if (shown.why != nullptr) {
        out.element("p", {{"class", "wrong"}, {"id", shown.id() + "-why"}},
                    shown.sheet.in(*shown.why));
    }
}

// Few choices stand in view; many are a list to open.
constexpr std::size_t choices_in_view_max = 7;

void write_select(const Shown& shown) {
    auto& out = shown.sheet.out;
    const auto select = out.open("select", shown.attributes());
    out.element("option", {{"value", ""}}, "");
    for (const auto& choice : shown.field.choices) {
        std::vector<report::Attribute> attributes{{"value", std::string(choice.id)}};
        if (choice.id == shown.value) attributes.push_back({"selected", ""});
        out.element("option", attributes, shown.sheet.in(choice.text.sentence()));
    }
}

void write_buttons_of_choice(const Shown& shown) {
    auto& out = shown.sheet.out;
    const bool is_many = shown.field.kind == FieldKind::many_choices;
    std::vector<report::Attribute> group{{"id", shown.id()}};
    if (!shown.described_by().empty()) group.push_back({"aria-describedby", shown.described_by()});
    const auto fieldset = out.open("fieldset", group);
    {
        const auto legend = out.open("legend");
        write_label_words(shown);
    }
    write_help(shown);
    for (const auto& choice : shown.field.choices) {
        const auto label = out.open("label", {{"class", "choice"}});
        std::vector<report::Attribute> attributes{{"type", is_many ? "checkbox" : "radio"},
                                                  {"name", shown.id()},
                                                  {"value", std::string(choice.id)}};
        const bool is_chosen =
            is_many ? compliance::is_one_of(shown.value, choice.id) : choice.id == shown.value;
        if (is_chosen) attributes.push_back({"checked", ""});
        out.empty("input", attributes);
        out.element("span", shown.sheet.in(choice.text.sentence()));
    }
}

void write_typed(const Shown& shown) {
    auto& out = shown.sheet.out;
    {
        const auto label = out.open("label", {{"for", shown.id()}});
        write_label_words(shown);
    }
    write_help(shown);
    if (shown.field.kind == FieldKind::choice) return write_select(shown);
    auto attributes = shown.attributes();
    if (shown.field.kind == FieldKind::many_lines) {
        out.element("textarea", attributes, shown.value);
        return;
    }
    attributes.push_back({"type", std::string(input_type(shown.field.kind))});
    attributes.push_back({"value", shown.value});
    if (shown.field.kind == FieldKind::number) attributes.push_back({"min", "0"});
    out.empty("input", attributes);
}

void write_field(const Shown& shown) {
    const auto& field = shown.field;
    std::vector<report::Attribute> attributes{{"class", "field"}};
    // The script hides it while it is not asked; without one it stays, and is dropped when empty.
    if (!field.only_when.empty()) {
        attributes.push_back({"data-only-when", std::string(field.only_when)});
    }
    const auto box = shown.sheet.out.open("div", attributes);
    const bool in_view =
        field.kind == FieldKind::many_choices ||
        (field.kind == FieldKind::choice && field.choices.size() <= choices_in_view_max);
    in_view ? write_buttons_of_choice(shown) : write_typed(shown);
}

void write_refusal(Sheet& sheet, Form form, const compliance::Refusal& refusal) {
    const auto item = sheet.out.open("li");
    const auto* field = compliance::find_field(form, refusal.field);
    if (field != nullptr) {
        sheet.out.element("a", {{"href", "#" + refusal.field}}, sheet.in(field->label.sentence()));
        sheet.out.text(sheet.in({" : ", ": "}));
    }
    sheet.out.text(sheet.in(refusal.why));
}

void write_refusals(Sheet& sheet, Form form, const std::vector<compliance::Refusal>& refusals) {
    if (refusals.empty()) return;
    const auto box = sheet.out.open("div", {{"class", "notice bad"}, {"role", "alert"}});
    sheet.paragraph({"Rien n'est encore enregistré :", "Nothing is kept yet:"});
    const auto list = sheet.out.open("ul");
    for (const auto& refusal : refusals) write_refusal(sheet, form, refusal);
}

}  // namespace

void write_record_form(Sheet& sheet, Form form, const Values& values,
                       const std::vector<compliance::Refusal>& refusals) {
    write_refusals(sheet, form, refusals);
    for (const auto& field : form) {
        if (!field.section.empty()) sheet.heading("h2", field.section.sentence());
        write_field({.sheet = sheet,
                     .field = field,
                     .value = std::string(compliance::value_of(values, field.name)),
                     .why = why_refused(refusals, field.name)});
    }
}

Values typed_values(Form form, const Fields& fields) {
    Values values;
    for (const auto& field : form) {
        std::string value;
        for (const auto& each : fields.values(field.name))
            value += (value.empty() ? "" : ",") + each;
        // "2026-11-27T09:30", as a browser writes a moment.
        const auto letter = value.find('T');
        if (field.kind == FieldKind::moment && letter != std::string::npos) value[letter] = ' ';
        if (!trim(value).empty()) values[std::string(field.name)] = value;
    }
    return values;
}

Values editable_values(Form form, const Values& kept) {
    Values values;
    for (const auto& field : form) {
        auto value = compliance::editable(field, compliance::value_of(kept, field.name));
        const auto space = value.find(' ');
        if (field.kind == FieldKind::moment && space != std::string::npos) value[space] = 'T';
        if (!value.empty()) values[std::string(field.name)] = value;
    }
    return values;
}

void write_record_facts(Sheet& sheet, Form form, const Values& values) {
    const auto list = sheet.out.open("dl", {{"class", "facts card"}});
    for (const auto& field : form) {
        const auto value = compliance::value_of(values, field.name);
        if (value.empty()) continue;
        sheet.fact(field.label.sentence(), compliance::shown(field, value, sheet.language()));
    }
}

}  // namespace primum::web
