// Reads a line that must not be seen: a password.
#pragma once

#include "base/result.h"
#include "passwords/wiped_text.h"

namespace primum::cli {

// On a terminal, asks and reads without showing what is typed; the terminal is as before on return,
// also after Ctrl-C, which is ErrorKind::stopped. Without a terminal, takes the first line of the
// standard input. ErrorKind::usage when there is nothing.
Result<passwords::WipedText> read_hidden_line(const Sentence& question, Language language);

}  // namespace primum::cli
