// Authority: certificates for a server of the practice's own, that its browsers can be told to
// trust.
//
// Made by OpenSSL, on P-256 (FIPS 186-4). The authority may vouch for the given names and addresses
// alone (RFC 5280 §4.2.1.10, critical): whoever steals its key can imitate this server, and no
// other site of the world. Pure functions: nothing is read or written.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "base/time.h"

namespace primum::net {

constexpr std::chrono::days authority_life{3'650};
constexpr std::chrono::days certificate_life{397};  // What browsers take at most.

struct PemPair {
    std::string certificate;  // With those that vouch for it, the nearest first.
    std::string key;          // PKCS #8, unencrypted: for a file of 0600.
};

// Whom a certificate is for. At least one of them.
struct ServerNames {
    std::vector<std::string> names;  // Of DNS.
    std::vector<IpAddress> addresses;
};

Result<PemPair> make_authority(const std::string& title, const ServerNames& names, Time at);

// Its chain ends with the authority's own certificate.
Result<PemPair> issue_certificate(const PemPair& authority, const ServerNames& names, Time at);

// Whether it is for all of these, and for `days_left` more. False for what is no certificate.
bool is_good_for(std::string_view certificate, const ServerNames& names, Time at,
                 std::chrono::days days_left);

// "AB:CD:…" of the first certificate (SHA-256), to compare by eye; empty for what is none.
std::string fingerprint(std::string_view certificate);

}  // namespace primum::net
