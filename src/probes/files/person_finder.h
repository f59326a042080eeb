// PersonFinder: the persons that stand in a running text, told by the labels around them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/keyed_hash.h"
#include "probes/files/text_signs.h"

namespace primum::probes {

struct FoundPersons {
    std::vector<std::uint64_t> born;     // A name with a birth date; sorted, each once.
    std::vector<std::uint64_t> numbers;  // Social security numbers in context; sorted, each once.
    int birth_dates = 0;                 // After a label, with or without a name.
    int labelled_numbers = 0;  // After "n° de sécurité sociale", whatever their key says.
    int records = 0;           // After "IPP", "n° de dossier".
    int names = 0;             // After "Madame".
    int professionals = 0;     // After "Dr".
};

// `folded` is the text in which the signs were found.
FoundPersons find_persons(std::string_view folded, const TextSigns& signs, const HashKey& key);

}  // namespace primum::probes
