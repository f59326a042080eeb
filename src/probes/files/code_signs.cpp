#include "probes/files/code_signs.h"

#include <algorithm>

#include "base/text.h"

namespace primum::probes {

const std::array<CodePattern, code_kind_count> code_patterns{{
    {CodeKind::ccam, "[a-hj-npqyz][a-z]{3}[0-9]{3}"},
    {CodeKind::atc, "[a-dghjlnprsv][0-9]{2}[a-z]{2}[0-9]{2}"},
    {CodeKind::icd10, "[a-tv-z][0-9]{2}\\.[0-9]"},
    {CodeKind::cip, "3400[89][0-9]{8}"},
    {CodeKind::loinc, "[0-9]{4}-[0-9]"},
}};

namespace {

constexpr std::size_t nomenclature_codes_min = 60;

bool is_word(char character) {
    return is_digit(character) || (character >= 'a' && character <= 'z') || character == '_';
}

int value_of(char digit) { return digit - '0'; }

// The last digit completes the others to a multiple of ten, every second one counted three times.
bool has_ean_key(std::string_view code) {
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) sum += value_of(code[i]) * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

// Luhn's key over the digits before the hyphen.
bool has_luhn_key(std::string_view code) {
    int sum = 0;
    bool doubled = true;
    for (auto at = code.size() - 2; at > 0; --at, doubled = !doubled) {
        const int value = value_of(code[at - 1]) * (doubled ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return (sum + value_of(code.back())) % 10 == 0;
}

// Where a code begins whose match ends at `end`.
std::size_t begin_of(CodeKind kind, std::string_view text, std::size_t end) {
    switch (kind) {
        case CodeKind::ccam:
        case CodeKind::atc:
            return end - 7;
        case CodeKind::icd10:
            return end - 5;
        case CodeKind::cip:
            return end - 13;
        case CodeKind::loinc:
            break;
    }
    auto begin = end - 6;
    if (begin > 0 && is_digit(text[begin - 1])) --begin;  // Four digits or five.
    return begin;
}

bool has_key(CodeKind kind, std::string_view code) {
    if (kind == CodeKind::cip) return has_ean_key(code);
    return kind != CodeKind::loinc || has_luhn_key(code);
}

// Phone numbers and dates end in a digit after a hyphen too.
constexpr std::array<std::size_t, code_kind_count> distinct_min{2, 2, 2, 1, 3};

}  // namespace

void CodeSigns::take(CodeKind kind, std::string_view text, std::size_t end) {
    const auto begin = begin_of(kind, text, end);
    if (kind == CodeKind::icd10 && end < text.size() && is_digit(text[end])) ++end;
    const auto code = text.substr(begin, end - begin);
    const bool stands_alone =
        (begin == 0 || (!is_word(text[begin - 1]) && text[begin - 1] != '-')) &&
        (end == text.size() || !is_word(text[end])) &&
        !(kind == CodeKind::loinc && end < text.size() && text[end] == '-');
    if (!stands_alone || !has_key(kind, code)) return;
    auto& known = distinct_.at(static_cast<std::size_t>(kind));
    const auto place = std::ranges::lower_bound(known, code);
    const bool is_known = place != known.end() && *place == code;
    if (!is_known && known.size() < distinct_max) known.insert(place, code);
}

int CodeSigns::kinds() const {
    int kinds = 0;
    for (std::size_t i = 0; i < code_kind_count; ++i) {
        if (distinct_.at(i).size() >= distinct_min.at(i)) ++kinds;
    }
    return kinds;
}

bool CodeSigns::is_nomenclature() const {
    return std::ranges::any_of(
        distinct_, [](const auto& known) { return known.size() >= nomenclature_codes_min; });
}

}  // namespace primum::probes
