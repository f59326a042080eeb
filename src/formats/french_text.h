// French text as it lies in files: read whatever its encoding, and folded so that words compare.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

enum class TextEncoding {
    utf8,
    utf16_little,
    utf16_big,
    windows_1252,  // Also Latin-1 and Latin-9: alike wherever French letters are.
    cp850,         // DOS, as old practice and laboratory programs write.
    mac_roman,
    binary,  // No text: bytes that no text has.
};

// From the marks at the beginning, else from what the first bytes would mean. A guess: the four
// that share ASCII differ in accents only.
TextEncoding guess_encoding(BytesView bytes);

// The text in lower-case ASCII: accents are taken off, ligatures and typographic signs spelled out,
// what has no counterpart becomes a space. Line ends stay, but for those inside a sentence (a small
// letter follows), which become spaces. The answer lies in `room`, which only ever grows: nothing
// is allocated or cleared when it is large enough from an earlier text.
std::string_view fold_french(BytesView bytes, TextEncoding encoding, std::string& room);

// The same, with the encoding guessed.
std::string fold_french(BytesView bytes);

// A letter or a digit of a folded text.
constexpr bool is_folded_word_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

// UTF-16 as UTF-8, so that what is searched for in ASCII is found; anything else unchanged.
std::string utf8_from_utf16(BytesView bytes, TextEncoding encoding);

// The text of an RTF file without its commands, in Windows-1252; anything else unchanged.
std::string without_rtf(std::string_view text);

}  // namespace primum::formats
