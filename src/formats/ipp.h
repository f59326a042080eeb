// IPP: asks a printer what it is (Get-Printer-Attributes) and reads its answer. RFC 8010 for the
// bytes, RFC 8011 for their meaning. It travels as the body of an HTTP POST.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

struct IppAnswer {
    std::uint8_t version_major = 0;
    std::uint8_t version_minor = 0;
    std::uint16_t status = 0;                 // Below 0x0100: it answered what was asked.
    std::string make_and_model;               // Hostile, as all texts here.
    std::vector<std::string> authentication;  // uri-authentication-supported: "none", "basic"…
    std::vector<std::string> security;        // uri-security-supported: "none", "tls"…

    bool served() const { return status < 0x0100; }
    // Not authenticated, not authorised, forbidden (RFC 8011, B.1.4).
    bool asks_for_login() const { return status >= 0x0401 && status <= 0x0403; }
};

inline constexpr std::size_t ipp_attributes_max = 4096;

// `uri` names the printer: "ipp://192.168.1.40:631/ipp/print".
Bytes ipp_question(std::string_view uri);
Result<IppAnswer> parse_ipp_answer(BytesView body);

}  // namespace primum::formats
