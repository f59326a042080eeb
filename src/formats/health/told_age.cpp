#include "formats/health/told_age.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "formats/french_text.h"

namespace primum::formats {
namespace {

constexpr int age_max = 110;

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

// Walks to the left over words and what stands between them.
class LeftReader {
public:
    explicit LeftReader(std::string_view text) : rest_(text) {}

    // The signs between the last word and what was taken before: a space, ", ", " (".
    std::string_view between() {
        auto begin = rest_.size();
        while (begin > 0 && !is_folded_word_character(rest_[begin - 1])) --begin;
        return take(begin);
    }
    bool is_after(char sign) const { return rest_.ends_with(sign); }
    std::string_view word() {
        auto begin = rest_.size();
        while (begin > 0 && is_folded_word_character(rest_[begin - 1])) --begin;
        return take(begin);
    }

private:
    std::string_view take(std::size_t begin) {
        const auto taken = rest_.substr(begin);
        rest_ = rest_.substr(0, begin);
        return taken;
    }

    std::string_view rest_;
};

constexpr std::array<std::string_view, 25> number_words{
    "un",       "deux",     "trois",   "quatre", "cinq",   "six",      "sept",
    "huit",     "neuf",     "dix",     "onze",   "douze",  "treize",   "quatorze",
    "quinze",   "seize",    "vingt",   "vingts", "trente", "quarante", "cinquante",
    "soixante", "septante", "octante", "nonante"};

bool is_age(std::string_view word) {
    const auto number = parse_number(word);
    if (number) return *number > 0 && *number <= age_max && word.size() <= 3;
    return is_one_of(number_words, word);
}

// Moves to the left over "vingt-deux", "soixante et onze".
void skip_number_words(LeftReader& reader) {
    while (true) {
        auto ahead = reader;
        const auto joint = ahead.between();
        if (joint != "-" && joint != " ") return;
        auto word = ahead.word();
        if (word == "et") {
            if (ahead.between() != " ") return;
            word = ahead.word();
        }
        if (!is_one_of(number_words, word)) return;
        reader = ahead;
    }
}

// What lasts or is due after so many years, and what only compares.
bool is_span(std::string_view word) {
    static constexpr std::array<std::string_view, 48> spans{
        "plus",       "moins",     "depuis",     "duree",      "delai",        "periode",
        "bail",       "contrat",   "experience", "garantie",   "peine",        "engagement",
        "mandat",     "cycle",     "pret",       "credit",     "suivi",        "recul",
        "survie",     "espace",    "intervalle", "echeance",   "plan",         "formation",
        "anciennete", "pres",      "bout",       "terme",      "partir",       "avant",
        "apres",      "dela",      "cours",      "programme",  "conservation", "vie",
        "carriere",   "retard",    "minimum",    "maximum",    "limite",       "total",
        "moyenne",    "evolution", "histoire",   "abonnement", "prescription", "arret"};
    return is_one_of(spans, word);
}

// Who is told of without "de" before the age, in notes: "h 29 ans", "patiente 71 ans".
bool is_person(std::string_view word) {
    static constexpr std::array<std::string_view, 24> persons{
        "h",      "f",        "homme", "femme",    "patient", "patiente",   "garcon",      "fille",
        "enfant", "fillette", "dame",  "monsieur", "malade",  "adolescent", "adolescente", "age",
        "agee",   "sujet",    "fils",  "mari",     "epouse",  "pere",       "mere",        "frere"};
    return is_one_of(persons, word);
}

bool is_pronoun(std::string_view word) {
    static constexpr std::array<std::string_view, 3> pronouns{"il", "elle", "qui"};
    return is_one_of(pronouns, word) || is_person(word);
}

// Groups are told of in the plural.
bool is_plural_article(std::string_view word) {
    static constexpr std::array<std::string_view, 7> articles{"les",   "des",  "aux",   "ces",
                                                              "leurs", "tous", "toutes"};
    return is_one_of(articles, word);
}

bool is_singular_article(std::string_view word) {
    static constexpr std::array<std::string_view, 14> articles{"un",  "une",   "le", "la",    "l",
                                                               "cet", "cette", "ce", "notre", "son",
                                                               "sa",  "mon",   "ma", "du"};
    return is_one_of(articles, word);
}

constexpr std::size_t plural_length_min = 4;
constexpr int noun_words_max = 4;  // "un chauffeur de taxi parisien", "une duree maximale".

// "un homme age de", "un etudiant de": what stands before `reader`, after "de". Not of one person
// are "un bail commercial de", "a l'age de", "les femmes de", "enfants de".
bool is_of_one(LeftReader reader) {
    bool may_be_plural = false;
    for (int i = 0; i < noun_words_max; ++i) {
        const auto sign = reader.between();
        if (sign != " " && sign != "'") break;
        const auto word = reader.word();
        if (word.empty()) break;
        if (is_span(word) || is_plural_article(word)) return false;
        if (i == 0 && word == "age") return !reader.is_after('\'');
        if (is_singular_article(word)) return true;
        const bool has_ending = word.ends_with('s') || word.ends_with('x');
        may_be_plural |= i == 0 && word.size() >= plural_length_min && has_ending;
    }
    return !may_be_plural;
}

// Whatever lasts is not far from the sign: "conservation des dossiers : 20 ans".
bool is_apart_from_one(LeftReader reader) {
    for (int i = 0; i < noun_words_max; ++i) {
        const auto word = reader.word();
        if (word.empty()) return i > 0;
        if (is_span(word) || is_plural_article(word) || word == "ans") return false;
        if (i == 0 && is_digit(word[0])) return false;
        if (reader.between() != " ") return true;
    }
    return true;
}

// What goes on after "ans".
bool speaks_of_many(std::string_view rest) {
    static constexpr std::array<std::string_view, 13> others{
        " et plus",      " ou plus",     " et moins",  " ou moins",  " d'experience",
        " d'anciennete", " de prison",   " d'empris",  " plus tard", " de garantie",
        " de suivi",     " d'evolution", " auparavant"};
    // "de 50 ans a 74 ans"
    const bool is_range = rest.size() > 3 && rest.starts_with(" a ") && is_digit(rest[3]);
    return is_range ||
           std::ranges::any_of(others, [&](auto other) { return rest.starts_with(other); });
}

// Whether the number that ends at the end of `left` is the age of someone.
bool is_told_age(std::string_view left) {
    LeftReader reader(left);
    if (!is_age(reader.word())) return false;
    skip_number_words(reader);
    const auto sign = reader.between();
    auto before = reader;
    const auto word = before.word();
    if (word.empty()) return false;
    // Set apart from whoever is meant: "(61 ans)", "Jeanne, 61 ans".
    const bool is_apart = sign.find_first_of(",(:|\t") != std::string_view::npos;
    if (is_apart) return is_apart_from_one(reader);
    if (sign != " ") return false;
    if (word == "de") return is_of_one(before);
    if (word == "a") return before.between() == " " && is_pronoun(before.word());
    return is_person(word);
}

}  // namespace

bool tells_age(std::string_view folded, std::size_t years) {
    constexpr std::string_view word = "ans";
    constexpr std::size_t reach = 80;  // To the left: longer than any age and who has it.
    const auto before = folded.substr(0, years);
    const auto begin = before.size() - std::min(before.size(), reach);
    return folded.substr(years).starts_with(word) && before.ends_with(' ') &&
           !speaks_of_many(folded.substr(years + word.size())) &&
           is_told_age(before.substr(begin, before.size() - begin - 1));
}

}  // namespace primum::formats
