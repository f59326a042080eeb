// What the three OSCAL documents share: metadata, references, names. For this room only.
//
// Model: NIST OSCAL 1.0.6 (pages.nist.gov/OSCAL-Reference). What later 1.x versions added is not
// used, so the documents are valid by these too.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "report/report.h"

namespace primum::report::oscal {

using Json = nlohmann::ordered_json;

constexpr const char* name_space = "urn:primum:oscal";  // Of the properties that are ours.
constexpr std::size_t text_bytes_max = 2'000;           // Of one string of a device's own.

Json metadata(const Report& report, const Sentence& title, Language language);

Json property(std::string_view name, std::string_view value);

// Which controls: all that this report speaks of.
Json reviewed_controls(const Report& report, Language language);

// A string as OSCAL wants it: one line, no white space at its ends, never empty.
std::string line(std::string_view text);

std::string plan_uuid(const Report& report);
std::string statement_id(const controls::Control& control);  // "net-smb1_smt"

std::string dump(const char* root, Json content);

}  // namespace primum::report::oscal
