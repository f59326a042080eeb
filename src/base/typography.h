// How French and English are set: days in words, and the spaces at which no line may break.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/sentence.h"

namespace primum {

// "1er mars 2026", "1 March 2026".
std::string day_in_words(std::chrono::sys_days day, Language language);
// "01/03/2026", "1 Mar 2026".
std::string short_day(std::chrono::sys_days day, Language language);

// Makes the spaces before ":", ";", "?", "!", "»" and after "«" unbreakable, so that no line begins
// with a mark or ends with an opening quote.
std::string french_spacing(std::string_view text);

}  // namespace primum
