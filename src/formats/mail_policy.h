// Mail policies: what a domain publishes about who may send mail in its name: SPF (RFC 7208) and
// DMARC (RFC 7489), as texts of its DNS.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

enum class SpfVerdict { absent, invalid, fail, softfail, neutral, pass, redirect };

struct SpfPolicy {
    SpfVerdict others = SpfVerdict::absent;  // What is said of senders that it does not name.
    std::vector<std::string> includes;       // Domains whose policies it takes over, in order.
};

enum class DmarcPolicy { absent, invalid, none, quarantine, reject };

// `texts` are all TXT records of the domain, each joined into one; other texts are passed over.
SpfPolicy parse_spf(const std::vector<std::string>& texts);

// `texts` are those of _dmarc.<domain>.
DmarcPolicy parse_dmarc(const std::vector<std::string>& texts);

std::string_view name_of(SpfVerdict verdict);  // "absent", "softfail", ...
std::string_view name_of(DmarcPolicy policy);

}  // namespace primum::formats
