#include "web/pages/inputs.h"

namespace primum::web {
namespace {

std::string shown_value(const Input& input, const Typed& typed) {
    if (input.type == "password") return {};
    return typed.fields.has(input.name) ? std::string(typed.fields.value(input.name)) : input.value;
}

// The ids of what describes a field, for who hears the page.
std::string described_by(const Input& input, const Sentence* why) {
    std::string ids;
    if (!input.help.french.empty()) ids = input.name + "-help";
    if (why != nullptr) ids += (ids.empty() ? "" : " ") + input.name + "-why";
    return ids;
}

void write_help(Sheet& sheet, const Input& input, const Sentence* why) {
    if (!input.help.french.empty()) {
        sheet.out.element("p", {{"class", "help"}, {"id", input.name + "-help"}},
                          sheet.in(input.help));
    }
    if (why != nullptr) {
        sheet.out.element("p", {{"class", "wrong"}, {"id", input.name + "-why"}}, sheet.in(*why));
    }
}

std::vector<report::Attribute> attributes_of(const Input& input, const Sentence* why) {
    std::vector<report::Attribute> attributes{{"name", input.name}, {"id", input.name}};
    const auto ids = described_by(input, why);
    if (!ids.empty()) attributes.push_back({"aria-describedby", ids});
    if (why != nullptr) attributes.push_back({"aria-invalid", "true"});
    if (input.is_required) attributes.push_back({"required", ""});
    if (!input.autocomplete.empty()) attributes.push_back({"autocomplete", input.autocomplete});
    return attributes;
}

void write_label(Sheet& sheet, const Input& input) {
    const auto label = sheet.out.open("label", {{"for", input.name}});
    sheet.out.text(sheet.in(input.label));
    if (input.is_required) return;
    sheet.out.element("span", {{"class", "help"}}, " " + sheet.in({"(facultatif)", "(optional)"}));
}

}  // namespace

void write_input(Sheet& sheet, const Input& input, const Typed& typed) {
    const auto* why = typed.why_refused(input.name);
    const auto field = sheet.out.open("div", {{"class", "field"}});
    write_label(sheet, input);
    write_help(sheet, input, why);
    auto attributes = attributes_of(input, why);
    if (input.type == "textarea") {
        sheet.out.element("textarea", attributes, shown_value(input, typed));
        return;
    }
    attributes.push_back({"type", input.type});
    attributes.push_back({"value", shown_value(input, typed)});
    sheet.out.empty("input", attributes);
}

void write_choices(Sheet& sheet, const Input& input, std::span<const Choice> choices,
                   const Typed& typed) {
    const auto* why = typed.why_refused(input.name);
    const auto chosen = shown_value(input, typed);
    const auto ids = described_by(input, why);
    std::vector<report::Attribute> group;
    if (!ids.empty()) group.push_back({"aria-describedby", ids});
    const auto fieldset = sheet.out.open("fieldset", group);
    sheet.out.element("legend", sheet.in(input.label));
    write_help(sheet, input, why);
    for (const auto& choice : choices) {
        const auto label = sheet.out.open("label", {{"class", "choice"}});
        std::vector<report::Attribute> attributes{
            {"type", "radio"}, {"name", input.name}, {"value", choice.value}};
        if (input.is_required) attributes.push_back({"required", ""});
        if (choice.value == chosen) attributes.push_back({"checked", ""});
        sheet.out.empty("input", attributes);
        sheet.out.element("span", sheet.in(choice.text));
    }
}

void write_checkbox(Sheet& sheet, const Input& input, bool is_checked) {
    const auto label = sheet.out.open("label", {{"class", "choice"}});
    std::vector<report::Attribute> attributes{
        {"type", "checkbox"}, {"name", input.name}, {"value", "yes"}};
    if (is_checked) attributes.push_back({"checked", ""});
    sheet.out.empty("input", attributes);
    sheet.out.element("span", sheet.in(input.label));
}

void write_refusal(Sheet& sheet, const Typed& typed) {
    if (typed.refusal) sheet.notice("bad", typed.refusal->why);
}

}  // namespace primum::web
