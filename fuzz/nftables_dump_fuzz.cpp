// Messages as tests/vectors/host keeps them: type, length, body. Whatever they hold, they are
// refused or answered, and chains that jump in circles end.
#include "formats/host/nftables_dump.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/byte_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    primum::formats::PacketFilter filter;
    primum::ByteReader reader({reinterpret_cast<const std::byte*>(data), size});
    while (reader.remaining() >= 4) {
        const auto type = reader.u16_little();
        const auto length = reader.u16_little();
        const auto body = reader.take(std::min<std::size_t>(*length, reader.remaining()));
        if (!primum::formats::add_nftables_message(filter, *type, *body)) return 0;
    }
    const bool refuses = primum::formats::refuses_unnamed_input(filter, "ip");
    if (refuses && filter.tables.empty()) std::abort();
    return 0;
}
