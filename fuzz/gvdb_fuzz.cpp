// Whatever the database holds, what is read of it is bounded, and a value has a name among the
// keys.
#include "formats/host/gvdb.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto table =
        primum::formats::parse_gvdb({reinterpret_cast<const std::byte*>(data), size});
    if (!table) return 0;
    if (table->keys.size() > primum::formats::GvdbTable::entries_max) std::abort();
    if (table->values.size() > table->keys.size()) std::abort();
    return 0;
}
