#include "formats/french_text.h"

#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

// U+00C0 to U+00FF, one by one; a space where there is no letter.
constexpr std::array<std::string_view, 64> latin_letters{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};

void append_folded(std::string& folded, std::uint32_t character) {
    if (character < 0x80) {
        const auto letter = static_cast<char>(character);
        const bool is_shown = character >= 0x20 || letter == '\n' || letter == '\r';
        folded.push_back(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32)
                         : is_shown                     ? letter
                                                        : ' ');
    } else if (character >= 0xc0 && character <= 0xff) {
        folded += latin_letters[character - 0xc0];
    } else if (character == 0x152 || character == 0x153) {
        folded += "oe";
    } else if (character == 0x2019 || character == 0x2018) {
        folded += '\'';
    } else if (character == 0x2010 || character == 0x2011 || character == 0x2013) {
        folded += '-';
    } else {
        folded += ' ';
    }
}

// The few signs of Windows-1252 between 0x80 and 0x9f that French uses.
std::uint32_t from_windows(unsigned char byte) {
    switch (byte) {
        case 0x8c:
        case 0x9c:
            return 0x153;
        case 0x91:
        case 0x92:
            return 0x2019;
        case 0x96:
            return 0x2013;
        default:
            return byte;
    }
}

std::string fold_utf16(std::string_view text, bool is_big) {
    std::string folded;
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = static_cast<unsigned char>(text[i + 1]);
        append_folded(
            folded, static_cast<std::uint32_t>(is_big ? first << 8 | second : second << 8 | first));
    }
    return folded;
}

// One character of two or three bytes at the start of `text`, and its length; {0, 0} where there is
// none. Longer ones are no French letters.
std::pair<std::uint32_t, std::size_t> utf8_character(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    if ((byte(0) & 0xe0U) == 0xc0U && follows(1)) {
        return {(byte(0) & 0x1fU) << 6 | (byte(1) & 0x3fU), 2};
    }
    if ((byte(0) & 0xf0U) == 0xe0U && follows(1) && follows(2)) {
        return {(byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU), 3};
    }
    return {0, 0};
}

int hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool is_letter(char character) { return std::isalpha(static_cast<unsigned char>(character)) != 0; }

// Steps over the command that begins at `i` (a backslash) and adds what it stands for.
std::size_t read_command(std::string_view text, std::size_t i, std::string& plain) {
    ++i;
    if (i < text.size() && text[i] == '\'' && i + 2 < text.size()) {
        const int high = hexadecimal(text[i + 1]);
        const int low = hexadecimal(text[i + 2]);
        if (high >= 0 && low >= 0) plain.push_back(static_cast<char>(high * 16 + low));
        return i + 3;
    }
    const auto begin = i;
    while (i < text.size() && is_letter(text[i])) ++i;
    const auto word = text.substr(begin, i - begin);
    if (word == "par" || word == "line") plain.push_back('\n');
    if (word == "tab") plain.push_back(' ');
    if (word.empty()) return i + 1;  // An escaped sign.
    while (i < text.size() && (text[i] == '-' || (text[i] >= '0' && text[i] <= '9'))) ++i;
    return i < text.size() && text[i] == ' ' ? i + 1 : i;
}

}  // namespace

std::string fold_french(BytesView bytes) {
    const auto text = as_text(bytes);
    if (text.starts_with("\xff\xfe")) return fold_utf16(text, false);
    if (text.starts_with("\xfe\xff")) return fold_utf16(text, true);
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto [character, length] = utf8_character(text.substr(i));
        append_folded(folded,
                      length > 0 ? character : from_windows(static_cast<unsigned char>(text[i])));
        i += length > 0 ? length : 1;
    }
    return folded;
}

std::string without_rtf(std::string_view text) {
    if (!text.starts_with("{\\rtf")) return std::string(text);
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '\\') {
            i = read_command(text, i, plain);
            continue;
        }
        const bool is_markup = text[i] == '{' || text[i] == '}' || text[i] == '\r';
        if (!is_markup && text[i] != '\n') plain.push_back(text[i]);
        ++i;
    }
    return plain;
}

}  // namespace primum::formats
