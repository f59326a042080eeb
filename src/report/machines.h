// Machines: what is known of the things on the network, joined to doors and subjects by address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace primum::report {

// A machine that holds records, and the doors that lead to them.
struct ExposedMachine {
    std::string name;  // Empty where nobody knows.
    std::string key;   // As Door::machine.
    std::int64_t patients = 0;
    std::int64_t records = 0;
    std::vector<std::string> doors;
};

// The one with most patients first.
std::vector<ExposedMachine> exposed_machines(const Report& report);

// Every IPv4 address that stands in a subject as a whole, in order: 10.0.0.1 does not stand in
// 10.0.0.12.
std::vector<std::string_view> addresses_in(std::string_view subject);

// The name of the first device named in the subject that has one, or nothing.
std::string name_of_device(const Report& report, std::string_view subject);

// The answer that a subject stands for, or null. Lives as long as the report.
const Answer* answer_of(const Report& report, std::string_view subject);

// "« Les patients… ? » Réponse : non (Dr Martin, 27/11/2026)"
Sentence in_words(const Answer& answer);

// "10.0.0.3:104 (ECHO-1)", or the subject alone.
std::string with_name(const Report& report, const std::string& subject);

}  // namespace primum::report
