// How a long work says how far it is.
#pragma once

namespace primum::cli {

enum class ProgressForm { one_line, lines };  // For a person at a terminal, or for a program.

}  // namespace primum::cli
