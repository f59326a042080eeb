// NetBIOS node status: the names that a Windows computer or a Samba server goes by (RFC 1002,
// 4.2.17 and 4.2.18).
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// Well-known last bytes of a name, by Microsoft's use of it ([MS-BRWS], [MS-NBTE]).
namespace netbios_suffix {
constexpr std::uint8_t workstation = 0x00;
constexpr std::uint8_t domain_master = 0x1B;
constexpr std::uint8_t domain_controllers = 0x1C;  // Of a group name.
constexpr std::uint8_t file_server = 0x20;
}  // namespace netbios_suffix

struct NetbiosName {
    std::string name;  // Padding removed; hostile, not yet printable.
    std::uint8_t suffix = 0;
    bool is_group = false;
    bool operator==(const NetbiosName&) const = default;
};

// The question for all names of a node ("*").
Bytes encode_netbios_status_query(std::uint16_t id);

// The names of an answer. Fails with ErrorKind::malformed on anything else.
Result<std::vector<NetbiosName>> parse_netbios_status(BytesView bytes);

// The computer's own name among them: the unique workstation name, else the file server's; empty
// when there is neither.
std::string computer_name(const std::vector<NetbiosName>& names);

}  // namespace primum::formats
