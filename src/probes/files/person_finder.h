// PersonFinder: the persons that stand in a running text, told by the labels around them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/keyed_hash.h"
#include "formats/health/name_shape.h"
#include "probes/files/text_signs.h"

namespace primum::probes {

// A text this short is a note: one word says what it is about.
inline constexpr std::size_t note_bytes_max = 2000;

struct FoundPersons {
    std::vector<std::uint64_t> born;     // A name with a birth date; sorted, each once.
    std::vector<std::uint64_t> numbers;  // Social security numbers in context; sorted, each once.
    int birth_dates = 0;                 // After a label, in digits, with or without a name.
    int told_births = 0;  // The same with the month in letters, as lives of famous people have.
    int labelled_numbers = 0;         // After "n° de sécurité sociale", whatever their key says.
    int spaced_numbers = 0;           // Of 13 to 15 digits, one by one; only where a text is short.
    int records = 0;                  // After "IPP", "n° de dossier".
    int names = 0;                    // After "Madame".
    int initials = 0;                 // The same of a name that is hidden: "Madame V.".
    int doctors = 0;                  // After "Dr".
    int ages = 0;                     // Told of one person, see formats/health/told_age.h.
    formats::NameShapes name_shapes;  // Only of notes and calendars.

    int births() const { return birth_dates + told_births; }
    int identifiers() const { return labelled_numbers + spaced_numbers + records; }
    bool identify_somebody() const {
        return names + name_shapes.sure + births() + identifiers() > 0;
    }
};

// `folded` is the text in which the signs were found, `text` the same before it was folded: names
// are told by their capitals too.
FoundPersons find_persons(std::string_view text, std::string_view folded, const TextSigns& signs,
                          const HashKey& key);

}  // namespace primum::probes
