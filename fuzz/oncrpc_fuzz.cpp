// Whatever an RPC server sends: no crash, no step past the end, limits kept.
#include "formats/oncrpc.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    const auto piece = parse_rpc_record_header(input);
    if (piece) CHECK(piece->length <= rpc_record_bytes_max);
    const auto reply = parse_rpc_reply(input, 1);
    if (reply) CHECK(reply->size() < size);
    const auto body = reply ? *reply : input;
    const auto mappings = parse_portmap_dump(body);
    if (mappings) CHECK(mappings->size() <= rpc_mappings_max);
    const auto exports = parse_export_list(body);
    if (exports) CHECK(exports->size() <= nfs_exports_max);
    const auto handle = parse_mount_reply(body);
    if (handle) CHECK(handle->size() <= nfs_handle_bytes_max);
    const auto may_write = parse_access_reply(body);
    const auto bytes = parse_read_reply(body);
    if (bytes) CHECK(bytes->size() <= size);
    const auto listing = parse_readdirplus_reply(body);
    if (listing) CHECK(listing->entries.size() * 20 <= size);
    return may_write && *may_write ? 0 : 0;
}
