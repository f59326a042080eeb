// Acceptances: what the person in charge lives with until a date, kept as facts.
#pragma once

#include <string>

#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::cli {

struct AcceptanceWish {
    std::string control;
    std::string subject;  // Empty: all that the control finds.
    std::string reason;
    std::string until;  // "2027-01-31", a year ahead at most.
    std::string by;
};

// ErrorKind::usage, with what is wrong, for a date that is none or past, and for something that is
// not found at the moment: a name written wrong would accept nothing, silently.
Result<> check_last_day(const std::string& until);
Result<> keep_acceptance(const AcceptanceWish& wish, const controls::Catalogue& catalogue,
                         store::Store& store);
// ErrorKind::usage when it had not been accepted.
Result<> revoke_acceptance(const std::string& control, const std::string& subject,
                           store::Store& store);

}  // namespace primum::cli
