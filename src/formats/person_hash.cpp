#include "formats/person_hash.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "formats/french_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t name_length_max = 200;

bool is_letter(char character) { return character >= 'a' && character <= 'z'; }
bool is_digit(char character) { return character >= '0' && character <= '9'; }

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

// Puts the words of `folded` at the end of `joined`, in alphabetical order, each with a space.
void append_sorted_words(std::string_view folded, std::string& joined) {
    constexpr std::size_t usual_words_max = 8;
    std::vector<std::string_view> words;
    words.reserve(usual_words_max);
    for (std::size_t at = 0; at < folded.size();) {
        auto end = at;
        while (end < folded.size() && is_letter(folded[end])) ++end;
        if (end > at) words.push_back(folded.substr(at, end - at));
        at = end + 1;
    }
    std::ranges::sort(words, is_before);
    for (const auto word : words) joined.append(word).push_back(' ');
}

// Adds "jeanne dupont " for every way to write it: words in alphabetical order.
void append_normal_name(std::string_view name, std::string& joined) {
    name = name.substr(0, name_length_max);
    if (is_folded(name)) return append_sorted_words(name, joined);
    append_sorted_words(fold_french(as_bytes(name)), joined);
}

// "19500101" for the three ways to write it; empty when it is none of them.
std::string normal_date(std::string_view date) {
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
