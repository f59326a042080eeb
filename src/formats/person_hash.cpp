#include "formats/person_hash.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t name_length_max = 200;

bool is_letter(char character) { return character >= 'a' && character <= 'z'; }
// Small letters without accents: a running text was folded before a name was found in it.
bool is_folded(std::string_view name) {
    std::uint8_t others = 0;  // Without a way out, so that many characters are looked at at once.
    for (const char character : name) {
        const auto byte = static_cast<std::uint8_t>(character);
        others |= static_cast<std::uint8_t>(byte < ' ') | static_cast<std::uint8_t>(byte > '~') |
                  static_cast<std::uint8_t>(byte >= 'A' && byte <= 'Z');
    }
    return others == 0;
}

// Most words differ in their first letter.
bool is_before(std::string_view left, std::string_view right) {
    return left[0] != right[0] ? left[0] < right[0] : left < right;
}

template <class Take>
void for_each_word(std::string_view folded, const Take& take) {
    for (std::size_t at = 0; at < folded.size();) {
        auto end = at;
        while (end < folded.size() && is_letter(folded[end])) ++end;
        if (end > at) take(folded.substr(at, end - at));
        at = end + 1;
    }
}

void append_sorted(std::span<std::string_view> words, std::string& joined) {
    // Not the function itself, which would be called through a pointer.
    std::ranges::sort(words, [](auto left, auto right) { return is_before(left, right); });
    for (const auto word : words) joined.append(word).push_back(' ');
}

// Puts the words of `folded` at the end of `joined`, in alphabetical order, each with a space.
void append_sorted_words(std::string_view folded, std::string& joined) {
    std::array<std::string_view, 8> few;  // Nearly every name: no memory is asked for.
    std::size_t count = 0;
    for_each_word(folded, [&](std::string_view word) {
        if (count < few.size()) few.at(count) = word;
        ++count;
    });
    if (count <= few.size()) return append_sorted(std::span(few).first(count), joined);
    std::vector<std::string_view> many;
    many.reserve(count);
    for_each_word(folded, [&](std::string_view word) { many.push_back(word); });
    append_sorted(many, joined);
}

// Adds "jeanne dupont " for every way to write it: words in alphabetical order.
void append_normal_name(std::string_view name, std::string& joined) {
    name = name.substr(0, name_length_max);
    if (is_folded(name)) return append_sorted_words(name, joined);
    append_sorted_words(fold_french(as_bytes(name)), joined);
}

// "19500101" for the three ways to write it; empty when it is none of them.
std::string normal_date(std::string_view date) {
    if (date.size() == 8 && std::ranges::all_of(date, is_digit)) return std::string(date);
    std::string digits;
    for (const char character : date.substr(0, 10)) {
        if (is_digit(character)) digits.push_back(character);
    }
    if (digits.size() < 8) return "";
    digits.resize(8);
    const bool day_first = date.size() >= 10 && !is_digit(date[2]);
    if (day_first) return digits.substr(4) + digits.substr(2, 2) + digits.substr(0, 2);
    return digits;
}

}  // namespace

std::optional<std::uint64_t> hash_person(const PersonTraits& traits, const HashKey& key) {
    constexpr std::string_view beginning = "person|";
    constexpr std::size_t usual_length = 96;
    const auto date = normal_date(traits.birth_date);
    if (!date.empty()) {
        std::string whole;
        whole.reserve(usual_length);  // One allocation: a list of patients has thousands.
        whole += beginning;
        append_normal_name(traits.name, whole);
        const bool has_name = whole.size() > beginning.size();
        if (has_name) return keyed_hash(key, whole.append("|").append(date));
    }
    const auto identifier = traits.identifier.substr(0, name_length_max);
    if (!identifier.empty()) return keyed_hash(key, "id|" + std::string(identifier) + "|" + date);
    return std::nullopt;
}

}  // namespace primum::formats
