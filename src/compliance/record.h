// Record: one thing that the practice keeps for its obligations, as its ledger has it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "compliance/field.h"

namespace primum::compliance {

enum class RecordKind : std::uint8_t {
    practice = 1,     // Who the practice is: for letters, forms and the notice. There is one.
    request = 2,      // What a patient, or who speaks for one, asked for.
    breach = 3,       // Data lost, changed or seen by others.
    activity = 4,     // One line of the register, GDPR art. 30.
    processor = 5,    // A firm that handles data for the practice, art. 28.
    training = 6,     // A person has done a module.
    paper = 7,        // A paper was put up, handed out or signed.
    cnil_letter = 8,  // A letter from the CNIL waits for an answer.
    note = 9,         // A remark of the data protection officer.
};

inline constexpr std::array all_record_kinds{
    RecordKind::practice, RecordKind::request,     RecordKind::breach,
    RecordKind::activity, RecordKind::processor,   RecordKind::training,
    RecordKind::paper,    RecordKind::cnil_letter, RecordKind::note};

std::string_view name_of(RecordKind kind);  // "cnil-letter", as on the command line.
std::optional<RecordKind> record_kind_of(std::string_view name);
Wording title_of(RecordKind kind);  // "Demande de patient".

// What is asked for it.
Form form_of(RecordKind kind);
// As check() of field.h over that form, then the rules that join several of its fields. What a
// ledger accepts at `at` is what this refuses nothing of.
CheckedValues check_record(RecordKind kind, const Values& typed, Time at = now());

struct Record {
    RecordKind kind = RecordKind::note;
    std::uint32_t number = 0;   // From 1, for each kind; never given twice.
    std::uint32_t version = 0;  // From 1; how often it was written.
    Time created_at{};
    Time changed_at{};
    std::string changed_by;  // The account's name.
    Values values;

    std::string_view value(std::string_view name) const { return value_of(values, name); }
};

}  // namespace primum::compliance
