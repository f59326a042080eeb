// How the command line shows the records of the ledger.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/time.h"
#include "compliance/record.h"

namespace primum::cli {

// One line of a list: number, what it is, where it stands.
std::string line_of(const compliance::Record& record, Time at, Language language);

// Whether it belongs in a list of what is open.
bool is_open(const compliance::Record& record, Time at);

// All of it, field by field, and what is left to do.
std::string page_of(const compliance::Record& record, Time at, Language language);

// {"number": …, "version": …, "values": {…}, "clock": {…}}
nlohmann::ordered_json json_of(const compliance::Record& record, Time at);

}  // namespace primum::cli
