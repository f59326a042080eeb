// Words that several report forms share, and the dashboard: severities, columns, dates, counts.
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

// "Critique", "Critical": as a label beside a title.
std::string severity_label(controls::Severity severity, Language language);

// A kind of device: "imagerie", "imaging"; "appareil" where nobody knows.
std::string kind_word(const std::string& kind, Language language);

// A family of controls as a theme: "network" is "Réseau et appareils".
std::string theme_word(std::string_view family, Language language);

// The head of a column, "Examens", and a cell below it, "12", "non", "imprimante". An unknown cell
// is empty.
std::string column_word(std::string_view column, Language language);
std::string cell_word(std::string_view column, const facts::Value& value, Language language);

// A cell under its column, with what it means: "12 patients", "chiffré : non", "marque : Synology".
// Empty where there is nothing worth saying: unknown, or a device of unknown kind.
std::string detail_word(std::string_view column, const facts::Value& value, Language language);

// "24/11/2026 à 03:05 (UTC)", "2026-11-24 03:05 (UTC)".
std::string time_word(Time time, Language language);
std::string day_word(Time time, Language language);  // "24/11/2026", "2026-11-24"

std::string long_day(Time time, Language language);  // "24 novembre 2026", "24 November 2026"
std::string duration_word(std::int64_t milliseconds, Language language);  // "0,8 s", "0.8 s"

// "1 842" with a thin space that does not break, "1,842".
std::string number_word(std::int64_t number, Language language);

// "1 patient", "12 patients": the noun with its plural in the language.
std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language);

// The noun alone: "patient" or "patients".
const Sentence& count_noun(std::int64_t count, const Sentence& one, const Sentence& many,
                           Language language);

// Under a list that a control's limit has cut.
Sentence list_is_cut();

// After the number of doors, where nobody behind them could be counted: "porte ouverte sur…".
Sentence uncounted_doors(std::int64_t doors, Language language);

// A sentence of ours as a printer sets it: curved apostrophes, and in French thin spaces that do
// not break before ";", "!" and "?", inside « » and between thousands. For pages, not terminals.
std::string typographic(std::string_view text, Language language);

}  // namespace primum::report
