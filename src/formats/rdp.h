// RDP: the first exchange of Microsoft's remote desktop, where both sides agree on a protection.
//
// The client lists the protections it knows, the server takes one or says why it takes none; nobody
// has logged in yet. [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2; the envelope is TPKT (RFC 1006) and the
// connection request of X.224.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// Protections, as bits of a request and as the number of the one that the server took.
inline constexpr std::uint32_t rdp_standard = 0;  // RC4 under a key known to all; or nothing.
inline constexpr std::uint32_t rdp_tls = 1;
inline constexpr std::uint32_t rdp_hybrid = 2;  // TLS, and a login before the session: NLA.
inline constexpr std::uint32_t rdp_hybrid_extended = 8;  // The same, with an early verdict.

// Why a server took none of the protections asked for. [MS-RDPBCGR] 2.2.1.2.2
enum class RdpRefusal : std::uint32_t {
    tls_required = 1,
    tls_not_allowed = 2,
    no_certificate = 3,
    inconsistent_flags = 4,
    hybrid_required = 5,
    tls_with_user_required = 6,
};

struct RdpConfirm {
    std::uint32_t protection = rdp_standard;  // Meaningless where there is a refusal.
    std::optional<RdpRefusal> refusal;
};

inline constexpr std::size_t tpkt_header_size_bytes = 4;
inline constexpr std::size_t rdp_confirm_size_bytes_max = 512;

Bytes rdp_connection_request(std::uint32_t protections);

// The length of the whole packet, header included, from its first four bytes.
Result<std::size_t> parse_tpkt_size(BytesView header);
// The whole packet.
Result<RdpConfirm> parse_rdp_confirm(BytesView packet);

}  // namespace primum::formats
