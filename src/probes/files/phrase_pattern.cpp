#include "probes/files/phrase_pattern.h"

#include <algorithm>

#include "base/text.h"
#include "probes/files/pattern_set.h"

namespace primum::probes {
namespace {

constexpr std::size_t digits_max = 3;
// A shorter beginning stands everywhere: what follows the number is looked for instead.
constexpr std::size_t beginning_length_min = 3;

std::string_view without_space_at_end(std::string_view text) {
    if (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::string_view without_space_at_begin(std::string_view text) {
    if (text.starts_with(' ')) text.remove_prefix(1);
    return text;
}

// A phrase with a number, taken apart: "patient de", "ans", "".
struct Parts {
    std::string_view before;
    std::string_view after;  // Up to the next number.
    std::string_view rest;   // From there on.

    bool begins_rarely() const { return before.size() >= beginning_length_min; }
};

Parts parts_of(std::string_view phrase) {
    const auto at = phrase.find('N');
    const auto behind = without_space_at_begin(phrase.substr(at + 1));
    const auto next = std::min(behind.find('N'), behind.size());
    const bool is_last = next == behind.size();
    const auto after = behind.substr(0, next);
    return {.before = without_space_at_end(phrase.substr(0, at)),
            .after = is_last ? after : without_space_at_end(after),
            .rest = behind.substr(next)};
}

// Moves over a space or a line's end, and a number.
bool skip_number(std::string_view text, std::size_t& at) {
    if (at >= text.size() || (text[at] != ' ' && text[at] != '\n')) return false;
    const auto begin = ++at;
    while (at < text.size() && at - begin < digits_max && is_digit(text[at])) ++at;
    return at > begin;
}

// Moves over "N ans N fois", which begins with a number.
bool skip_rest(std::string_view rest, std::string_view text, std::size_t& at) {
    while (!rest.empty()) {
        const auto parts = parts_of(rest);
        if (!skip_number(text, at)) return false;
        if (!parts.after.empty() && text.substr(at).starts_with(' ')) ++at;
        if (!text.substr(at).starts_with(parts.after)) return false;
        at += parts.after.size();
        rest = parts.rest;
    }
    return true;
}

// Whether `before` and a number end at `end`, where a space may stand.
bool stands_before(std::string_view before, std::string_view text, std::size_t end) {
    text = without_space_at_end(text.substr(0, end));
    std::size_t digits = 0;
    while (digits < digits_max && !text.empty() && is_digit(text.back())) {
        text.remove_suffix(1);
        ++digits;
    }
    if (digits == 0 || text.empty() || (text.back() != ' ' && text.back() != '\n')) return false;
    return text.substr(0, text.size() - 1).ends_with(before);
}

}  // namespace

bool has_number(std::string_view phrase) { return phrase.find('N') != std::string_view::npos; }

std::string expression_of(std::string_view phrase) {
    if (!has_number(phrase)) return literal(phrase);
    const auto parts = parts_of(phrase);
    return parts.begins_rarely() ? literal(parts.before) : "[0-9] ?" + literal(parts.after);
}

std::optional<std::size_t> end_of_phrase(std::string_view phrase, std::string_view text,
                                         std::size_t end) {
    if (!has_number(phrase)) return end;
    const auto parts = parts_of(phrase);
    const bool goes_on = parts.begins_rarely()
                             ? skip_rest(phrase.substr(phrase.find('N')), text, end)
                             : skip_rest(parts.rest, text, end);
    if (!goes_on) return std::nullopt;
    if (parts.begins_rarely() || parts.before.empty()) return end;
    const auto number_end = end - parts.after.size();
    return parts.rest.empty() && stands_before(parts.before, text, number_end) ? std::optional(end)
                                                                               : std::nullopt;
}

}  // namespace primum::probes
