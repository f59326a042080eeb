// Field, Form: what the practice is asked for each obligation, described once.
//
// The command line, the web forms and the exports are all made from these descriptions. Plain
// constants: everything lives for ever, and is safe to read from several threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"

namespace primum::compliance {

// A constant Sentence.
struct Wording {
    std::string_view french;
    std::string_view english;

    std::string_view in(Language language) const {
        return language == Language::french ? french : english;
    }
    Sentence sentence() const { return {std::string(french), std::string(english)}; }
    bool empty() const { return french.empty(); }
};

enum class FieldKind : std::uint8_t {
    text,          // One line.
    many_lines,    //
    date,          // A day: "2026-11-27".
    moment,        // A minute. Typed in local time, "2026-11-27 09:30"; kept in UTC (RFC 3339).
    number,        // A whole number, 0 or more.
    choice,        // The id of one of `choices`.
    many_choices,  // Ids of `choices`, in their order, between commas.
};

struct Choice {
    std::string_view id;
    Wording text;
};

struct Field {
    std::string_view name;  // "received_on"; on the command line "--received-on".
    FieldKind kind = FieldKind::text;
    bool required = false;
    Wording label;
    Wording help = {};
    std::span<const Choice> choices = {};
    std::string_view only_when = {};  // "asker=heir": asked only then. Empty: always.
    std::size_t length_max = 200;     // Bytes.
    Wording section = {};             // A heading that begins before this field.
    bool is_past = false;             // A day or moment that cannot lie in the future.
};

using Form = std::span<const Field>;

// By field name. What is empty is not there.
using Values = std::map<std::string, std::string, std::less<>>;

// "" when it is not there. The view is valid while `values` is unchanged.
std::string_view value_of(const Values& values, std::string_view name);
bool is_one_of(std::string_view chosen, std::string_view id);  // For many_choices.

const Field* find_field(Form form, std::string_view name);  // Null when there is none.

// Whether `field` is to be asked beside these values.
bool is_asked(const Field& field, const Values& values);

// Why one field was refused.
struct Refusal {
    std::string field;
    Sentence why;
    bool operator==(const Refusal&) const = default;
};

struct CheckedValues {
    Values values;                  // As they are to be kept; meaningless when refused.
    std::vector<Refusal> refusals;  // In the order of the form; empty: all is fine.
};

// Takes what a person typed to what is kept: trims, knows dates as people write them
// ("27/11/2026"), drops what is not asked. Refuses what is missing, too long, no such choice, or
// has no such field.
CheckedValues check(Form form, const Values& typed);

// As a person reads it: dates as in their language, choices in words, moments in local time.
std::string shown(const Field& field, std::string_view value, Language language);
// As a form shows it for changing: moments in local time, everything else as kept.
std::string editable(const Field& field, std::string_view value);

}  // namespace primum::compliance
