// Asks the person for a passphrase.
#pragma once

#include <string>

#include "base/result.h"
#include "base/sentence.h"

namespace primum::cli {

// Without showing it, on a terminal; in a script, the first line of standard input.
Result<std::string> ask_passphrase();

// A new one: twice on a terminal, where a slip of the finger would not show.
Result<std::string> ask_new_passphrase();

}  // namespace primum::cli
