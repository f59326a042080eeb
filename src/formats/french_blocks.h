// Folding of French text many bytes at a time: what decides how fast fold_french() is. Private
// to this room.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace primum::formats {

// U+00C0 to U+00FF, one by one; a space where there is no letter.
inline constexpr std::array<std::string_view, 64> latin_letters{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};

inline constexpr std::size_t fold_block_bytes = 32;

struct FoldedBlocks {
    std::size_t read = 0;  // Of the text.
    std::size_t written = 0;
};

// Folds from the beginning of `text`: ASCII, and in UTF-8 the accented letters that become one;
// with AVX2 also ends of lines. Stops before what is neither, and short of the end where less than
// a block and a byte is left: the rest is for the caller. `last_written` is a line's end where
// there is nothing before. Requires room for `text` and a block more at `out`.
FoldedBlocks fold_blocks(std::string_view text, bool utf8, char last_written, char* out);

// The same on any processor, which fold_blocks() falls back on.
FoldedBlocks fold_words(std::string_view text, bool utf8, char* out);

}  // namespace primum::formats
