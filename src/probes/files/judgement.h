// Judgement: what a text is, from the signs in it. The one place where weights become evidence.
#pragma once

#include "probes/files/person_finder.h"
#include "probes/files/recogniser.h"
#include "probes/files/text_signs.h"

namespace primum::probes {

// What a text was made of, so far as it changes what its words are worth.
struct TextShape {
    std::size_t size = 0;
    bool is_whole = true;
};

Recognition judge_text(const TextSigns& signs, const FoundPersons& persons, const TextShape& shape);

}  // namespace primum::probes
