// Patients' requests: what the law gives as time, and what is to be done next.
//
// Pure functions over a record's values. Access to the
// medical record within 8 days and not before 48 hours, 2 months when the information is older than
// five years (CSP L1111-7); everything else one month, two more with a notice sent within the first
// (GDPR 12-3). What could not be read on an official page is marked to be verified.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "compliance/day.h"
#include "compliance/record.h"

namespace primum::compliance {

constexpr std::chrono::days access_days{8};
// 48 hours for the patient to reflect. Only the day of receipt is kept: two days after an evening
// begin before 48 hours have passed, the third does not.
constexpr std::chrono::days access_days_min{3};
constexpr int old_access_months = 2;
constexpr int right_months = 1;
constexpr int extension_months = 2;
constexpr std::chrono::days near_days{3};  // From when on a deadline is shown as near.

enum class RequestState : std::uint8_t {
    open,    // Time is left.
    near,    // near_days or less are left.
    late,    // The deadline has passed without an answer.
    closed,  // Answered, refused with its ground, or withdrawn, in time.
    closed_late,
};
Wording words_of(RequestState state);

struct RequestClock {
    std::optional<Day> not_before;  // Access to the record only.
    Day due{};
    bool extended = false;
    RequestState state = RequestState::open;
    int days_left = 0;  // Negative: days past the deadline. Of a closed one: when it was closed.
    Wording basis;      // The text that gives the time, with its article.
};

// Requires values that the form of requests accepted.
RequestClock clock_of(const Values& request, Day today);

// Whether the time may be made longer by two months, today. An Error says why not.
Result<> may_extend(const Values& request, Day today);

// What is to be done, the first thing first, in plain words. Empty when it is closed.
std::vector<Wording> next_steps(const Values& request, Day today);

// What the law forbids and a form cannot say by itself: an answer dated before the request, a
// refusal without its ground, an extension of what has none. By field.
std::vector<Refusal> check_request(const Values& request);

}  // namespace primum::compliance
