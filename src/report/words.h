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

// A column of a control's query as a person reads it: "patients", "fichiers de santé". A column
// that is not in the list is shown by its own name, without underscores.
std::string column_word(std::string_view column, Language language);

// "oui", "12", "Samba 4.17". Unknown gives "?".
std::string value_word(const facts::Value& value);

// "24/11/2026 à 03:05 (UTC)", "2026-11-24 03:05 (UTC)".
std::string time_word(Time time, Language language);

// "1 patient", "12 patients": the noun with its plural in the language.
std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language);

}  // namespace primum::report
