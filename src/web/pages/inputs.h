// Inputs of forms: each with its label, its help, what was typed, and why it was refused.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "web/pages/sheet.h"

namespace primum::web {

// Which field of a form was refused, and why.
struct Refusal {
    std::string field;
    Sentence why;
};

// What a form shows again after it was refused.
struct Typed {
    const Fields& fields;
    std::optional<Refusal> refusal;

    const Sentence* why_refused(std::string_view field) const {
        return refusal && refusal->field == field ? &refusal->why : nullptr;
    }
};

struct Input {
    std::string name;
    Sentence label;
    Sentence help{};             // May be empty.
    std::string type = "text";   // Of <input>, or "textarea".
    std::string autocomplete{};  // As HTML names it.
    bool is_required = true;
    std::string value{};  // Shown where nothing was typed yet.
};

// Passphrases are never shown again.
void write_input(Sheet& sheet, const Input& input, const Typed& typed);

struct Choice {
    std::string value;
    Sentence text;
};

// One of a few, all in view.
void write_choices(Sheet& sheet, const Input& input, std::span<const Choice> choices,
                   const Typed& typed);

void write_checkbox(Sheet& sheet, const Input& input, bool is_checked);

// Above a form that was refused: that it was, and where.
void write_refusal(Sheet& sheet, const Typed& typed);

}  // namespace primum::web
