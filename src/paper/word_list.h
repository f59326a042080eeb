// WordList: the 2048 French words of BIP 39, and what a person may make of them.
//
// No two share their first four letters, accents left out. Private to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::paper {

inline constexpr std::size_t list_length = 2048;
extern const std::string_view word_list;  // Each word followed by a space.

// The word of a number below 2048.
std::string_view word(std::uint16_t number);
// What a person typed, in lower case without accents: the number of that word, whole or from its
// first four letters.
std::optional<std::uint16_t> number_of(std::string_view typed);
// Words of the list that look most like `typed`, nearest first; at most `count`.
std::vector<std::string_view> nearest_words(std::string_view typed, std::size_t count);
// ASCII letters in lower case; French letters lose their accents (composed or not); others are left
// out.
std::string plain_letters(std::string_view text);

}  // namespace primum::paper
