// Text: the few operations on text that several rooms need.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum {

// An ASCII one: no locale is asked.
constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The whole of `text` as a decimal number without sign, or nothing.
std::optional<std::uint64_t> parse_number(std::string_view text);

// Without white space at both ends.
std::string_view trim(std::string_view text);

// The parts between separators; "a,,b" has three parts, "" has one.
std::vector<std::string_view> split(std::string_view text, char separator);

// ASCII letters in lower case; other bytes are untouched, and no locale is asked.
std::string lower_case(std::string_view text);

bool equal_ignoring_case(std::string_view left, std::string_view right);
bool contains(std::string_view text, std::string_view part);

// The length of the well-formed UTF-8 character at the start of `text`, or 0 (RFC 3629). Requires a
// text that is not empty.
std::size_t utf8_length(std::string_view text);

// What a device said of itself, made fit to store and to print: valid UTF-8 (other bytes are read
// as Latin-1), control characters become spaces, at most `length_max` bytes, trimmed. A name on the
// network is hostile input: a terminal must not obey it.
std::string printable(std::string_view text, std::size_t length_max = 200);

}  // namespace primum
