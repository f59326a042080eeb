// Words that several report forms share: severities, columns, dates, counts. For this room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "base/time.h"
#include "controls/control.h"
#include "facts/column.h"

namespace primum::report {

// "CRITIQUE", "CRITICAL".
std::string severity_word(controls::Severity severity, Language language);

// A cell under its column, with what it means: "12 patients", "chiffré : non", "marque : Synology".
// Empty where there is nothing worth saying: unknown, or a device of unknown kind.
std::string detail_word(std::string_view column, const facts::Value& value, Language language);

// "24/11/2026 à 03:05 (UTC)", "2026-11-24 03:05 (UTC)".
std::string time_word(Time time, Language language);
std::string day_word(Time time, Language language);  // "24/11/2026", "2026-11-24"

// "1 patient", "12 patients": the noun with its plural in the language.
std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language);

// French sets a space before ":", ";", "?", "!" and "»" and after "«"; here it becomes one that no
// line is folded at.
std::string french_spacing(std::string_view text);

}  // namespace primum::report
