// BillingFile: what practices bill to the health insurance: B2 records and NOEMIE returns.
//
// B2: records of 128 characters, in lines or one after the other, in ASCII or EBCDIC: a header 000,
// one or more lots, invoices that name the insured by number, an end 999. NOEMIE: the same, or
// entities of any length ended by "@", the totals in 99x.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "formats/health/health_record.h"

namespace primum::formats {

inline constexpr std::size_t billing_records_min = 5;

// Nothing when it is none. Persons: insured numbers whose key is right, or that stand without one.
std::optional<HealthRecord> parse_billing_file(BytesView bytes, const PersonListener& listener);

}  // namespace primum::formats
