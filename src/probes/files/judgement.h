// Judgement: what a text is, from the signs in it. The one place where weights become evidence.
//
// A text is about a patient when someone is named or described in it and enough is told of them
// that is told of patients only. Each phrase counts once, with its weight. In a line or two rules
// decide, and where there are numbers, lists or appointments; elsewhere what speaks for a patient
// and what against is added up (text_traits.h). A text is surer than weak only if it names
// somebody.
#pragma once

#include <string_view>

#include "probes/files/person_finder.h"
#include "probes/files/recogniser.h"
#include "probes/files/text_signs.h"

namespace primum::probes {

// `text` is what the signs were found in, before it was folded.
Recognition judge_text(const TextSigns& signs, const FoundPersons& persons, std::string_view text);

// How many kinds of things that are told of patients a text has, from 0 to 11.
int count_clinical_classes(const TextSigns& signs);

}  // namespace primum::probes
