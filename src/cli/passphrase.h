// Asks the person for a passphrase.
#pragma once

#include <string>

#include "base/result.h"
#include "base/sentence.h"

namespace primum::cli {

// Without showing it, on a terminal; in a script, the first line of standard input.
Result<std::string> ask_passphrase();

}  // namespace primum::cli
