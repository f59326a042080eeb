// The form of each kind of record. Private to this room: others ask form_of().
#pragma once

#include <array>

#include "compliance/field.h"

namespace primum::compliance {

Form practice_form();
Form request_form();
Form breach_form();
Form activity_form();
Form processor_form();
Form training_form();
Form paper_form();
Form cnil_letter_form();
Form note_form();

inline constexpr std::array yes_no{Choice{"yes", {"Oui", "Yes"}}, Choice{"no", {"Non", "No"}}};
inline constexpr std::array yes_no_unknown{Choice{"yes", {"Oui", "Yes"}},
                                           Choice{"no", {"Non", "No"}},
                                           Choice{"unknown", {"Je ne sais pas", "I don't know"}}};

}  // namespace primum::compliance
