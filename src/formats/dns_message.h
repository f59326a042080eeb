// DNS messages: questions and answers of the Domain Name System (RFC 1035) and of multicast DNS
// (RFC 6762), as far as names, addresses and services need.
//
// A name is text in the presentation form of RFC 1035, 5.1: labels joined by dots, a dot or a
// backslash inside a label preceded by a backslash, other bytes as they came. Hostile: not yet
// printable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class DnsType : std::uint16_t {
    a = 1,
    cname = 5,
    ptr = 12,
    mx = 15,
    txt = 16,
    aaaa = 28,
    srv = 33,
    ds = 43,      // RFC 4034: that a zone is signed is seen by these two,
    dnskey = 48,  // whose contents are of no use here.
};

struct DnsQuestion {
    std::string name;
    DnsType type = DnsType::ptr;
    bool operator==(const DnsQuestion&) const = default;
};

struct DnsRecord {
    std::string name;
    DnsType type = DnsType::ptr;
    std::string target;                // CNAME, MX, PTR, SRV: the name that it leads to.
    std::uint16_t preference = 0;      // MX: the smallest is tried first.
    std::optional<IpAddress> address;  // A and AAAA.
    std::vector<std::string> texts;    // TXT: its strings, "key=value" in RFC 6763.
};

struct DnsMessage {
    std::uint16_t id = 0;
    bool is_response = false;
    std::vector<DnsQuestion> questions;
    std::vector<DnsRecord> records;  // Of all three sections; types not in DnsType are left out.
};

Result<DnsMessage> parse_dns_message(BytesView bytes);

// A query for all questions, in class IN. With `recursion`, asks a resolver to ask further.
// Fails with ErrorKind::malformed on a name that has no wire form.
Result<Bytes> encode_dns_query(std::uint16_t id, const std::vector<DnsQuestion>& questions,
                               bool recursion);

// "30.77.168.192.in-addr.arpa" (RFC 1035, 3.5). Requires an IPv4 address.
std::string reverse_name(const IpAddress& address);
// The address in a reverse name, or nothing.
std::optional<IpAddress> address_of_reverse_name(std::string_view name);

// The labels of a name, without their backslashes.
std::vector<std::string> labels_of(std::string_view name);

}  // namespace primum::formats
