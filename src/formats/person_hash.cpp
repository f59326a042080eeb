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

// "jeanne dupont" for every way to write it: words in alphabetical order.
std::string normal_name(std::string_view name) {
    const auto folded = fold_french(as_bytes(name.substr(0, name_length_max)));
    std::vector<std::string> words(1);
    for (const char character : folded) {
        if (is_letter(character)) {
            words.back().push_back(character);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    std::ranges::sort(words);
    std::string joined;
    for (const auto& word : words) joined += word.empty() ? "" : word + " ";
    return joined;
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
    const auto name = normal_name(traits.name);
    const auto date = normal_date(traits.birth_date);
    if (!name.empty() && !date.empty()) return keyed_hash(key, "person|" + name + "|" + date);
    const auto identifier = traits.identifier.substr(0, name_length_max);
    if (!identifier.empty()) return keyed_hash(key, "id|" + std::string(identifier) + "|" + date);
    return std::nullopt;
}

}  // namespace primum::formats
