#include "formats/netlink_attributes.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

constexpr std::uint16_t type_mask = 0x3fff;  // Without NLA_F_NESTED and the like.
constexpr std::size_t header_bytes = 4;

}  // namespace

Result<> for_each_netlink_attribute(BytesView bytes, const OnNetlinkAttribute& take) {
    while (bytes.size() >= header_bytes) {
        ByteReader reader(bytes);
        const std::size_t length = TRY(reader.u16_little());
        const auto type = TRY(reader.u16_little());
        if (length < header_bytes || length > bytes.size()) {
            return Error{ErrorKind::malformed,
                         {"la réponse du noyau est illisible", "the kernel's answer is garbled"}};
        }
        TRY(take(type & type_mask, bytes.subspan(header_bytes, length - header_bytes)));
        bytes = bytes.subspan(std::min((length + 3) & ~std::size_t{3}, bytes.size()));
    }
    return {};
}

std::string_view netlink_text(BytesView value) {
    const auto text = as_text(value);
    return text.substr(0, text.find('\0'));
}

}  // namespace primum::formats
