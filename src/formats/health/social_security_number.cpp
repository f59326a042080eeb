#include "formats/health/social_security_number.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr auto number_length = social_security_number_length;
constexpr std::size_t key_length = 2;

bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
bool is_separator(char character) {
    return character == ' ' || character == '.' || character == '-' || character == '/';
}
int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

struct Digits {
    std::string text;
    std::size_t end = 0;
};

// Up to `count` digits from `begin`, at most one separator between two; the seventh may be a letter
// of Corsica.
Digits take_digits(std::string_view text, std::size_t begin, std::size_t count) {
    Digits digits{.end = begin};
    for (auto at = begin; at < text.size() && digits.text.size() < count; ++at) {
        const char character = text[at];
        const bool corsican =
            digits.text.size() == 6 && digits.text[5] == '2' &&
            (character == 'a' || character == 'b' || character == 'A' || character == 'B');
        if (is_digit(character) || corsican) {
            digits.text.push_back(is_digit(character) ? character
                                                      : static_cast<char>(character | 0x20));
            digits.end = at + 1;
        } else if (!is_separator(character) || at == begin || is_separator(text[at - 1])) {
            break;
        }
    }
    return digits;
}

std::uint64_t value_of(std::string_view number) {
    std::uint64_t value = 0;
    for (const char character : number) {
        value = value * 10 + static_cast<std::uint64_t>(is_digit(character) ? character - '0' : 0);
    }
    // 2A reads 19 and 2B 18; with the letter as a zero it read 20.
    if (number[6] == 'a') value -= 1'000'000;
    if (number[6] == 'b') value -= 2'000'000;
    return value;
}

bool is_possible_month(int month) {
    return (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42) ||
           month >= 50;
}

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto at = digits.size(); at-- > 0;) {
        int digit = digits[at] - '0';
        if (doubled) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

bool may_begin(std::string_view text, std::size_t begin) {
    if (begin >= text.size() ||
        std::string_view("123478").find(text[begin]) == std::string_view::npos) {
        return false;
    }
    if (begin == 0) return true;
    const char before = text[begin - 1];
    if (is_digit(before) || is_letter(before) || before == '_' || before == '.') return false;
    // "fr76 1..." is an account number, "12 1..." goes on from another number.
    return begin < 2 || !is_separator(before) || !is_digit(text[begin - 2]);
}

}  // namespace

std::optional<SocialSecurityNumber> read_social_security_number(std::string_view text,
                                                                std::size_t begin) {
    if (!may_begin(text, begin)) return std::nullopt;
    auto digits = take_digits(text, begin, number_length + key_length);
    SocialSecurityNumber found{.begin = begin, .end = digits.end};
    if (digits.text.size() < number_length) return std::nullopt;
    if (digits.text.size() != number_length && digits.text.size() != number_length + key_length) {
        return std::nullopt;
    }
    const bool goes_on =
        found.end < text.size() && (is_digit(text[found.end]) || is_letter(text[found.end]));
    if (goes_on) return std::nullopt;
    found.number = digits.text.substr(0, number_length);
    const int month = two_digits(std::string_view(digits.text).substr(3, 2));
    if (!is_possible_month(month)) return std::nullopt;
    found.month_is_real = month <= 12;
    if (found.number.substr(5, 2) == "00") return std::nullopt;  // No such department.
    found.has_key = digits.text.size() > number_length;
    if (found.has_key) {
        const int key = two_digits(std::string_view(digits.text).substr(number_length));
        found.key_is_right = static_cast<std::uint64_t>(key) == 97 - value_of(found.number) % 97;
        found.is_luhn = is_digit(digits.text[6]) && passes_luhn(digits.text);
    }
    return found;
}

std::optional<std::string> read_compact_number(std::string_view text, std::size_t begin) {
    const auto characters = text.substr(std::min(begin, text.size()), number_length + key_length);
    const auto number = read_social_security_number(characters, 0);
    const bool is_one = number && number->key_is_right && number->month_is_real &&
                        number->end == characters.size() && number->number.front() <= '2';
    return is_one ? std::optional(number->number) : std::nullopt;
}

std::string labelled_number(std::string_view text) {
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos) return {};
    auto digits = take_digits(text, begin, number_length + key_length);
    const bool begins_like_one = digits.text.starts_with('1') || digits.text.starts_with('2');
    return begins_like_one && digits.text.size() >= number_length ? digits.text : std::string();
}

}  // namespace primum::formats
