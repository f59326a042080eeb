// Turns errno into an Error whose kind says what a caller can do.
#pragma once

#include "base/result.h"

namespace primum::os {

// `doing` says what was tried, in both languages: {"lire le fichier", "read the file"}.
Error system_error(int error_number, const Sentence& doing);

}  // namespace primum::os
