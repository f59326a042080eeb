// What is told of a finding in one line, alike in every form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "controls/run.h"

namespace primum::report {

// "6 examens, 4 patients, chiffré : non"; empty where nothing is known.
std::string details_of(const controls::Finding& finding, const controls::Subject& subject,
                       Language language);

std::string joined(const std::vector<Sentence>& sentences, Language language);  // By "; ".

// "1. Débranchez-le.\n2. …"
std::string numbered(const std::vector<Sentence>& steps, Language language);

// The folder of its file: "network".
std::string family_of(const controls::Control& control);

// Patients behind a subject, where its control counts them.
std::optional<std::int64_t> patients_of(const controls::Finding& finding,
                                        const controls::Subject& subject);

}  // namespace primum::report
