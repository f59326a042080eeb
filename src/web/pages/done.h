// What was just done, told on the page that follows. The address holds a word, never a text.
#pragma once

#include <string_view>

#include "base/sentence.h"

namespace primum::web {

// Null for a word that is none of ours.
const Sentence* find_done(std::string_view word);

}  // namespace primum::web
