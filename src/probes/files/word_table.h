// WordTable: the vocabulary by which a text is told to speak of a patient, from words.txt.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::probes {

// What a phrase is a sign of. The first group speaks of a patient, the second stands beside what
// identifies one, the third speaks of something else.
enum class WordClass {
    stem,  // A part of a word, by which a long text is found worth looking through. The first.

    document,        // "compte rendu d'hospitalisation"
    correspondence,  // "cher confrère"
    prescription,    // "3 fois par jour"
    subject,         // "une patiente de 42 ans"
    history,         // "aux antécédents de"
    examination,     // "à l'auscultation"
    finding,         // "le scanner a montré"
    treatment,       // "a reçu"
    course,          // "les suites opératoires"
    condition,       // "hypertension artérielle"
    drug,            // "amoxicilline"

    birth,   // "née le"
    number,  // "n° de sécurité sociale"
    record,  // "IPP"
    title,   // "Madame"
    doctor,  // "Dr"
    age,     // "ans"
    care,    // "hôpital", "consultation": someone cares for somebody

    leaflet,      // what comes with a medicine
    research,     // articles, theses
    guidance,     // administrations, laws, contracts
    program,      // source code, logs, manuals
    terminology,  // lists of codes
    treatise,     // what is said of a disease, and of nobody
    elsewhere,    // life outside care: animals, machines, school, law, money, books
    payroll,      // the practice's own employees
    foreign,      // texts in other languages
};
inline constexpr std::size_t word_class_count = 28;

std::string_view name_of(WordClass sign);

struct Word {
    WordClass sign;
    int weight = 0;
    std::string phrase;          // "patient de N ans", without a "*" around it.
    bool any_beginning = false;  // It began with "*": the end of a word, "*ectomie".
    bool any_ending = false;     // It ended in "*".
};

inline constexpr std::size_t words_max = 8192;
inline constexpr std::size_t phrase_length_min = 2;
inline constexpr std::size_t phrase_length_max = 120;

// Fails with ErrorKind::usage, naming file and line: an unknown class, a phrase that is there twice
// or that no folded text could hold.
Result<std::vector<Word>> parse_words(std::string_view text);

}  // namespace primum::probes
