// TDS: the first exchange with Microsoft SQL Server, before any login. [MS-TDS] 2.2.6.5 PRELOGIN.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class TdsEncryption : std::uint8_t {
    login_only = 0,  // "Off": the login is encrypted, what follows is not.
    on = 1,
    not_supported = 2,
    required = 3,
};

struct TdsPrelogin {
    std::uint8_t major = 0;
    std::uint8_t minor = 0;
    std::uint16_t build = 0;
    TdsEncryption encryption = TdsEncryption::not_supported;

    std::string version() const;  // "16.0.1000"
};

inline constexpr std::size_t tds_header_size_bytes = 8;
inline constexpr std::size_t tds_packet_bytes_max = 4096;

Bytes tds_prelogin();
// The length of the whole packet, header included.
Result<std::size_t> parse_tds_size(BytesView header);
Result<TdsPrelogin> parse_tds_prelogin(BytesView packet);

}  // namespace primum::formats
