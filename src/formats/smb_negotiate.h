// The first message of SMB: which dialects a file server speaks, and whether it signs.
//
// SMB 1: [MS-CIFS] 2.2.4.52. SMB 2 and 3: [MS-SMB2] 2.2.3, 2.2.4. Over TCP, [MS-SMB2] 2.1; the
// same framing serves ports 445 and 139 once a session is open there (RFC 1002 §4.3).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t smb_frame_header_bytes = 4;
inline constexpr std::size_t smb_answer_bytes_max = 64UL * 1024;

// Offers "NT LM 0.12" alone, the dialect of SMB 1, with the frame around it.
Bytes encode_smb1_negotiate();

// Offers 2.0.2, 2.1, 3.0 and 3.0.2 and 3.1.1.
Bytes encode_smb2_negotiate(const std::array<std::uint8_t, 16>& client_guid,
                            const std::array<std::uint8_t, 32>& salt);

// RFC 1002 §4.3.2: opens a session on port 139 with whatever name the server has.
Bytes encode_netbios_session_request();
inline constexpr std::uint8_t netbios_session_accepted = 0x82;

// The length of the message behind a frame's header. Fails when it is none, or too long.
Result<std::size_t> parse_smb_frame_header(BytesView header);

// Whether the answer to encode_smb1_negotiate() accepts the dialect. ErrorKind::malformed when the
// answer is not SMB.
Result<bool> parse_smb1_negotiate_answer(BytesView message);

struct Smb2Answer {
    std::uint16_t dialect = 0;  // 0x0311
    bool signing_required = false;
};
Result<Smb2Answer> parse_smb2_negotiate_answer(BytesView message);

std::string_view smb_dialect_name(std::uint16_t dialect);  // "3.1.1"; empty when unknown.

}  // namespace primum::formats
