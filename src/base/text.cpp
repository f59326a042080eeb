#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace primum {
namespace {

bool is_white(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

char to_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// A character as printable() writes it: control characters, also those of C1, become a space.
std::string clean_character(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1 && (first < 0x20 || first == 0x7F)) return " ";
    const bool is_c1 = first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
    return is_c1 ? " " : std::string(character);
}

std::string latin1_to_utf8(unsigned char byte) {
    if (byte < 0xA0) return " ";
    return {static_cast<char>(0xC0 | byte >> 6), static_cast<char>(0x80 | (byte & 0x3F))};
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string lower_case(std::string_view text) {
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(), to_lower);
    return lowered;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, to_lower, to_lower);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// Table 3-7 of the Unicode standard, section 3.9.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t count, unsigned low, unsigned high) {
        if (text.size() <= count || byte(1) < low || byte(1) > high) return std::size_t{0};
        for (std::size_t i = 2; i <= count; ++i) {
            if ((byte(i) & 0xC0U) != 0x80U) return std::size_t{0};
        }
        return count + 1;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1, 0x80, 0xBF);
    if (first == 0xE0) return follows(2, 0xA0, 0xBF);
    if (first == 0xED) return follows(2, 0x80, 0x9F);
    if (first >= 0xE1 && first <= 0xEF) return follows(2, 0x80, 0xBF);
    if (first == 0xF0) return follows(3, 0x90, 0xBF);
    if (first >= 0xF1 && first <= 0xF3) return follows(3, 0x80, 0xBF);
    if (first == 0xF4) return follows(3, 0x80, 0x8F);
    return 0;
}

std::string printable(std::string_view text, std::size_t length_max) {
    std::string clean;
    while (!text.empty()) {
        const auto length = utf8_length(text);
        const auto character = length > 0 ? clean_character(text.substr(0, length))
                                          : latin1_to_utf8(static_cast<unsigned char>(text[0]));
        if (clean.size() + character.size() > length_max) break;
        clean += character;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return std::string(trim(clean));
}

}  // namespace primum
