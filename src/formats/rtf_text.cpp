#include <cctype>
#include <string>
#include <string_view>

#include "formats/french_text.h"

namespace primum::formats {
namespace {

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
