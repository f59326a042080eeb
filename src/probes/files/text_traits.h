// TextTraits: what a text has that speaks for or against a patient, as numbers that are added up.
//
// The weights in trait_weights.h were fitted (bench/fit_weights.py) to texts that people have
// labelled: how surely a text is about a patient, and how surely about one whom it names. They are
// the place where many weak signs become one.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "probes/files/person_finder.h"
#include "probes/files/text_signs.h"

namespace primum::probes {

enum class Trait {
    // The weights of what is told of patients, by class.
    document,
    correspondence,
    prescription,
    history,
    examination,
    finding,
    treatment,
    course,
    condition,
    drug,
    classes,          // How many of these, nomenclatures included.
    subject,          // Someone is meant.
    age,              // Someone's age is told.
    title,            // Names after "Madame",
    initial,          // or only their first letter,
    sure_name,        // as "DUPONT Jeanne" is written,
    likely_name,      // or as "Jeanne Dupont" is.
    birth,            // A birth date.
    identifier,       // A number of insurance or of a record.
    doctor,           // Dr So-and-so.
    care,             // Places and acts of care.
    named_classes,    // The classes where someone is identified,
    someone_classes,  // and where someone is meant.
    leaflet,
    research,
    guidance,
    program,
    terminology,
    treatise,
    elsewhere,
    payroll,
    foreign,
    size,    // In doublings of 512 bytes, up to three: what a page says once says less than a line.
    always,  // One.
};
inline constexpr std::size_t trait_count = 34;
static_assert(static_cast<std::size_t>(Trait::always) + 1 == trait_count);

std::string_view name_of(Trait trait);

// The classes that the first traits are of, in this order.
inline constexpr std::array clinical_classes{WordClass::document,     WordClass::correspondence,
                                             WordClass::prescription, WordClass::history,
                                             WordClass::examination,  WordClass::finding,
                                             WordClass::treatment,    WordClass::course,
                                             WordClass::condition,    WordClass::drug};

using TextTraits = std::array<double, trait_count>;

TextTraits traits_of(const TextSigns& signs, const FoundPersons& persons, std::size_t size_bytes);

// Above nought: more likely than not, among texts such as those it was fitted to.
struct Likelihood {
    double patient = 0;     // It is about a patient.
    double identified = 0;  // It is about one whom it identifies.
};
Likelihood likelihood_of(const TextTraits& traits);

}  // namespace primum::probes
