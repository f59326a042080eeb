#include "probes/files/person_finder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "formats/health/french_date.h"
#include "formats/health/told_age.h"
#include "formats/person_hash.h"

namespace primum::probes {
namespace {

constexpr std::size_t date_distance_max = 24;  // "née le : ", "date de naissance (jj/mm/aaaa) : "
constexpr std::size_t number_distance_max =
    60;  // "n° d'immatriculation (à compléter par l'assuré(e))"
constexpr std::size_t record_distance_max = 24;
constexpr std::size_t spaced_text_bytes_max = 16UL * 1024;
constexpr std::size_t name_length_max = 80;
constexpr std::size_t lone_numbers_min =
    3;  // As many valid numbers are no accident, domain.md §3.1.

bool is_letter(char character) { return character >= 'a' && character <= 'z'; }
void sort_once(std::vector<std::uint64_t>& hashes) {
    std::ranges::sort(hashes);
    const auto repeated = std::ranges::unique(hashes);
    hashes.erase(repeated.begin(), repeated.end());
}

// The first date within reach after a label.
std::optional<formats::FrenchDate> date_after(std::string_view text, std::size_t end) {
    const auto reach = std::min(text.size(), end + date_distance_max);
    for (auto at = end; at < reach; ++at) {
        if (!is_digit(text[at])) continue;
        return formats::read_french_date(text, at);
    }
    return std::nullopt;
}

// Words that follow a title or "patient" without being a name.
bool is_name_word(std::string_view word) {
    static constexpr std::array<std::string_view, 46> others{
        "le",       "la",   "les",   "l",     "un",      "une",      "de",       "du",
        "des",      "et",   "ou",    "a",     "au",      "aux",      "en",       "est",
        "qui",      "pour", "par",   "avec",  "sans",    "nee",      "ne",       "je",
        "il",       "elle", "nous",  "vous",  "que",     "son",      "presente", "madame",
        "monsieur", "se",   "homme", "femme", "patient", "patiente", "enfant",   "garcon",
        "fille",    "age",  "agee",  "dans",  "votre",   "dont"};
    constexpr std::size_t other_length_max = 8;
    if (word.size() < 2 || word.size() > other_length_max) return word.size() >= 2;
    return std::ranges::none_of(
        others, [&](std::string_view other) { return other[0] == word[0] && other == word; });
}

// One to four words of letters at `begin`, as a name is written: "dupont-martin, jeanne".
std::string_view name_at(std::string_view text, std::size_t begin) {
    while (begin < text.size() &&
           (text[begin] == ' ' || text[begin] == '.' || text[begin] == ':')) {
        ++begin;
    }
    auto end = begin;
    int words = 0;
    while (end < text.size() && end - begin < name_length_max && words < 4) {
        auto word_end = end;
        while (word_end < text.size() &&
               (is_letter(text[word_end]) || text[word_end] == '-' || text[word_end] == '\'')) {
            ++word_end;
        }
        if (!is_name_word(text.substr(end, word_end - end))) break;
        ++words;
        end = word_end;
        const auto rest = text.substr(end);
        end += rest.starts_with(", ") ? 2U : rest.starts_with(' ') ? 1U : 0U;
        if (end == word_end) break;
    }
    return text.substr(begin, end - begin);
}

// "M. V.", as notes are written that fear to be read. "M. V. Dupont" hides nothing.
bool is_initial_at(std::string_view text, std::size_t begin) {
    const auto rest = text.substr(begin, 3);
    return rest.size() == 3 && rest[0] == ' ' && is_letter(rest[1]) && rest[2] == '.';
}

std::string_view name_after_initial(std::string_view text, std::size_t begin) {
    return is_initial_at(text, begin) ? name_at(text, begin + 3) : std::string_view{};
}

// Up to four words before `end` on its line: "martin jeanne, nee le".
std::string_view name_before(std::string_view text, std::size_t end) {
    const auto begin = end - std::min(end, name_length_max);
    const auto name = text.substr(begin, end - begin);
    // What ends a name; the last character may be one of them.
    static constexpr auto stops = [] {
        std::array<bool, 256> found{};
        for (const char stop : std::string_view("\n:;|()\t\".")) {
            found.at(static_cast<unsigned char>(stop)) = true;
        }
        return found;
    }();
    const auto is_stop = [](char character) {
        return stops.at(static_cast<unsigned char>(character));
    };
    auto first = name.size() - std::min<std::size_t>(name.size(), 1);
    if (name.size() == 1 && is_stop(name[0])) return {};
    while (first > 0 && !is_stop(name[first - 1])) --first;
    return name.substr(first);
}

class Finder {
public:
    Finder(std::string_view text, const TextSigns& signs, const HashKey& key)
        : text_(text), signs_(signs), key_(key) {}

    FoundPersons find() && {
        for (std::size_t i = 0; i < signs_.labels.size(); ++i) take_label(i);
        take_numbers();
        found_.spaced_numbers = count_spaced_numbers();
        sort_once(found_.born);
        sort_once(found_.numbers);
        return std::move(found_);
    }

private:
    void take_label(std::size_t index) {
        const auto& label = signs_.labels[index];
        switch (label.sign) {
            case WordClass::birth:
                return take_birth(index);
            case WordClass::number:
                if (!formats::labelled_number(line_after(label.end, number_distance_max)).empty()) {
                    ++found_.labelled_numbers;
                }
                return;
            case WordClass::record:
                if (has_number(line_after(label.end, record_distance_max))) ++found_.records;
                return;
            case WordClass::title:
                if (names_somebody_at(label.end)) {
                    ++found_.names;
                } else if (is_initial_at(text_, label.end)) {
                    ++found_.initials;
                }
                return;
            case WordClass::doctor:
                if (names_somebody_at(label.end) || is_initial_at(text_, label.end)) {
                    ++found_.doctors;
                }
                return;
            case WordClass::age:
                if (formats::tells_age(text_, label.begin)) ++found_.ages;
                return;
            default:
                return;
        }
    }

    bool names_somebody_at(std::size_t begin) const {
        return !name_at(text_, begin).empty() || !name_after_initial(text_, begin).empty();
    }

    void take_birth(std::size_t index) {
        const auto& label = signs_.labels[index];
        const auto date = date_after(text_, label.end);
        if (!date) return;
        const auto begin = text_.find_first_of("0123456789", label.end);
        const auto written = text_.substr(begin, date->end - begin);
        const bool is_told = std::ranges::count_if(written, is_letter) > 2;
        ++(is_told ? found_.told_births : found_.birth_dates);
        const auto hash = formats::hash_person(
            {.name = name_of(index), .birth_date = date->digits, .identifier = {}}, key_);
        if (hash) found_.born.push_back(*hash);
    }

    // After the last title before the birth date, else what stands before it on its line.
    std::string_view name_of(std::size_t birth) const {
        const auto end = signs_.labels[birth].begin;
        for (auto i = birth; i-- > 0 && signs_.labels[i].end + 2 * name_length_max > end;) {
            if (signs_.labels[i].sign != WordClass::title) continue;
            const auto name = name_at(text_, signs_.labels[i].end);
            if (!name.empty()) return name;
        }
        return name_before(text_, end);
    }

    std::string_view line_after(std::size_t begin, std::size_t length) const {
        return text_.substr(begin, length);
    }

    // Six digits at least, before anything but a sign or two.
    static bool has_number(std::string_view text) {
        const auto begin = text.find_first_of("0123456789");
        if (begin == std::string_view::npos || begin > 8) return false;
        const auto end = text.find_first_not_of("0123456789 ", begin);
        return std::min(end, text.size()) - begin >= 6;
    }

    // Without a way out, so that many characters are looked at at once: few texts have so many.
    bool may_have_spaced_numbers() const {
        constexpr std::size_t parted_digits_min = 12;
        std::size_t parted_digits = 0;
        for (std::size_t i = 1; i < text_.size(); ++i) {
            parted_digits += static_cast<std::size_t>(is_digit(text_[i - 1])) &
                             static_cast<std::size_t>(text_[i] == ' ');
        }
        return parted_digits >= parted_digits_min;
    }

    // "2 8 3 1 9 8 2 5 0 9 3 7 4": the boxes of a form, one digit in each.
    int count_spaced_numbers() const {
        if (text_.size() > spaced_text_bytes_max || !may_have_spaced_numbers()) return 0;
        int count = 0;
        std::size_t digits = 0;
        char first = '\0';
        for (std::size_t at = 0; at <= text_.size(); at += 2) {
            const bool goes_on = at < text_.size() && is_digit(text_[at]) &&
                                 (at + 1 >= text_.size() || !is_digit(text_[at + 1]));
            if (goes_on && digits++ == 0) first = text_[at];
            if (goes_on && at + 1 < text_.size() && text_[at + 1] == ' ') continue;
            const bool is_number = digits >= 13 && digits <= 15 && (first == '1' || first == '2');
            count += is_number ? 1 : 0;
            digits = 0;
            at -= goes_on ? 0 : 1;
        }
        return count;
    }

    // A label that says what it is stands near, on either side.
    bool has_context(const formats::SocialSecurityNumber& number) const {
        if (has(signs_.hints, Hint::identity_system)) return true;
        const auto reach = number.begin - std::min(number.begin, 2 * number_distance_max);
        auto label = std::ranges::lower_bound(signs_.labels, reach, {}, &Label::begin);
        for (; label != signs_.labels.end(); ++label) {
            if (label->begin >= number.end + number_distance_max) return false;
            const bool tells = label->sign == WordClass::number || label->sign == WordClass::birth;
            if (tells && number.begin < label->end + number_distance_max) return true;
        }
        return false;
    }

    // One number of 97 has a right key by accident: four distinct ones beside a dozen wrong ones
    // are none, but in twenty texts of a million.
    bool are_no_accident(std::size_t distinct) const {
        constexpr std::int64_t wrong_beside_each = 12;
        const auto right = static_cast<std::int64_t>(distinct);
        const auto beyond_few = right - static_cast<std::int64_t>(lone_numbers_min);
        return right > signs_.wrong_numbers ||
               signs_.wrong_numbers <= wrong_beside_each * beyond_few;
    }

    void take_numbers() {
        std::vector<std::uint64_t> lone;
        for (const auto& number : signs_.numbers) {
            const auto hash = keyed_hash(key_, "nir|" + number.number);
            // Those that begin with 3, 4, 7 or 8 are rare and provisional.
            const bool is_usual = number.number.front() <= '2' && number.month_is_real;
            if (has_context(number)) {
                found_.numbers.push_back(hash);
            } else if (is_usual) {
                lone.push_back(hash);
            }
        }
        sort_once(lone);
        const bool is_list = lone.size() >= lone_numbers_min && are_no_accident(lone.size());
        if (is_list || !found_.numbers.empty()) {
            found_.numbers.insert(found_.numbers.end(), lone.begin(), lone.end());
        }
    }

    std::string_view text_;
    const TextSigns& signs_;
    const HashKey& key_;
    FoundPersons found_;
};

}  // namespace

FoundPersons find_persons(std::string_view text, std::string_view folded, const TextSigns& signs,
                          const HashKey& key) {
    auto persons = Finder(folded, signs, key).find();
    const bool is_data =
        folded.starts_with('{') || folded.starts_with('[') || folded.starts_with('<');
    const bool is_note = text.size() <= note_bytes_max || has(signs.hints, Hint::calendar);
    if (is_note && !is_data && signs.has_phrases()) {
        persons.name_shapes = formats::count_name_shapes(text);
    }
    return persons;
}

}  // namespace primum::probes
