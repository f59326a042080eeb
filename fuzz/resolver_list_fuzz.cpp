// Whatever the file holds, a bounded number of servers is read, each a true address.
#include "formats/resolver_list.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto servers =
        primum::formats::parse_resolver_list({reinterpret_cast<const char*>(data), size});
    if (servers.size() > 16) std::abort();
    for (const auto& server : servers) {
        const auto again = primum::IpAddress::parse(server.to_string());
        if (!again || *again != server) std::abort();
    }
    return 0;
}
