#include "formats/health_letter.h"

#include <array>
#include <string>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"
#include "formats/person_hash.h"

namespace primum::formats {
namespace {

constexpr int weight_min = 8;
constexpr int identifier_weight = 3;

struct Word {
    std::string_view text;  // Folded: lower case, without accents.
    int weight;
};

constexpr std::array words{
    Word{"compte rendu de consultation", 3},
    Word{"compte rendu d'hospitalisation", 3},
    Word{"compte rendu operatoire", 3},
    Word{"compte rendu d'imagerie", 3},
    Word{"compte rendu d'echographie", 3},
    Word{"compte rendu d'examen", 3},
    Word{"ordonnance", 3},
    Word{"certificat medical", 3},
    Word{"lettre de liaison", 3},
    Word{"protocole de soins", 3},
    Word{"ald 30", 3},
    Word{"arret de travail", 3},
    Word{"feuille de soins", 3},
    Word{"bilan biologique", 3},
    Word{"anatomopathologi", 3},
    Word{"dossier medical", 3},
    Word{"fiche patient", 3},
    Word{"volet de synthese", 3},
    Word{"antecedents", 2},
    Word{"motif de consultation", 2},
    Word{"examen clinique", 2},
    Word{"conduite a tenir", 2},
    Word{"traitement habituel", 2},
    Word{"posologie", 2},
    Word{"allergie", 2},
    Word{"diagnosti", 2},
    Word{"vaccin", 2},
    Word{"grossesse", 2},
    Word{"seropositi", 2},
    Word{"depression", 2},
    Word{"hba1c", 2},
    Word{"creatinine", 2},
    Word{"echographie", 2},
    Word{"mammographie", 2},
    Word{"irm", 2},
    Word{"scanner", 2},
    Word{"hypertension", 2},
    Word{"ecg", 2},
    Word{"panoramique dentaire", 2},
    Word{"detartrage", 2},
    Word{"cher confrere", 1},
    Word{"chere consoeur", 1},
    Word{"patient", 1},
    Word{"medecin traitant", 1},
    Word{"docteur", 1},
    Word{"rpps", 1},
    Word{"comprime", 1},
    Word{"matin", 1},
    Word{"mg", 1},
    Word{"a renouveler", 1},
};

// Theses, leaflets and articles speak of illness too, but of nobody.
constexpr std::array<std::string_view, 6> others{"bibliographie", "doi:",       "abstract",
                                                 "universite",    "these pour", "mots-cles"};

bool is_alphanumeric(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}
bool is_digit(char character) { return character >= '0' && character <= '9'; }

// At the beginning of a word: "mg" is not in "img".
bool has_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !is_alphanumeric(text[at - 1]) || is_digit(text[at - 1]);
        const auto end = at + word.size();
        const bool is_short = word.size() <= 3;
        const bool ends = !is_short || end >= text.size() || !is_alphanumeric(text[end]);
        if (begins && ends) return true;
    }
    return false;
}

// "01/02/1950", also with points or dashes.
bool is_date(std::string_view text) {
    if (text.size() < 10) return false;
    for (const auto i : {0U, 1U, 3U, 4U, 6U, 7U, 8U, 9U}) {
        if (!is_digit(text[i])) return false;
    }
    return !is_alphanumeric(text[2]) && text[2] == text[5];
}

struct Birth {
    std::size_t position = 0;  // Of "ne(e) le".
    std::string_view date;
};

std::optional<Birth> find_birth(std::string_view folded) {
    static constexpr std::array<std::string_view, 6> labels{
        "ne(e) le ", "nee le ", "ne le ", "ne(e) le : ", "date de naissance : ", "ddn : "};
    for (const auto label : labels) {
        const auto at = folded.find(label);
        if (at == std::string_view::npos) continue;
        const auto date = folded.substr(at + label.size(), 10);
        if (is_date(date)) return Birth{at, date};
    }
    return std::nullopt;
}

// What stands between a title and the birth date on one line: "madame dupont jeanne, ".
std::string_view name_before(std::string_view folded, std::size_t birth) {
    static constexpr std::array<std::string_view, 8> titles{
        "madame ", "monsieur ", "mademoiselle ", "mme ", "mlle ", "mr ", "m. ", "patient : "};
    const auto line_end = folded.find_last_of('\n', birth);
    const auto begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    const auto line = folded.substr(begin, birth - begin);
    for (const auto title : titles) {
        const auto at = line.rfind(title);
        if (at != std::string_view::npos) return line.substr(at + title.size());
    }
    return {};
}

// The 13 digits of a social security number after its label, so that no sum is needed to believe
// them: domain of numbers "1 85 05 75 123 456 73".
std::string social_security_number(std::string_view folded) {
    static constexpr std::array<std::string_view, 4> labels{"securite sociale", "n secu", "nir",
                                                            "immatriculation"};
    for (const auto label : labels) {
        const auto at = folded.find(label);
        if (at == std::string_view::npos) continue;
        std::string digits;
        for (const char character : folded.substr(at + label.size(), 40)) {
            if (character == '\n') break;
            const bool is_corsican = digits.size() == 6 && (character == 'a' || character == 'b');
            if (is_digit(character) || is_corsican) digits.push_back(character);
        }
        if (digits.size() >= 13) return digits.substr(0, 13);
    }
    return {};
}

}  // namespace

std::optional<HealthLetter> recognise_health_letter(BytesView first_bytes, const HashKey& key) {
    const auto plain = without_rtf(as_text(first_bytes));
    const auto folded = fold_french(as_bytes(plain));

    HealthLetter letter;
    for (const auto& word : words) letter.weight += has_word(folded, word.text) ? word.weight : 0;
    if (letter.weight == 0) return std::nullopt;
    for (const auto other : others) letter.weight -= contains(folded, other) ? 3 : 0;

    const auto birth = find_birth(folded);
    const auto number = social_security_number(folded);
    if (!birth && number.empty()) return std::nullopt;
    if (birth) letter.weight += identifier_weight;
    if (!number.empty()) letter.weight += identifier_weight;
    if (letter.weight < weight_min) return std::nullopt;

    letter.person = hash_person({.name = birth ? name_before(folded, birth->position) : "",
                                 .birth_date = birth ? birth->date : "",
                                 .identifier = number},
                                key);
    return letter;
}

}  // namespace primum::formats
