// Whatever the list holds, a prefix is one, and its owner has a name.
#include "formats/ieee_list.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto assignment =
        primum::formats::parse_ieee_line({reinterpret_cast<const char*>(data), size});
    if (!assignment) return 0;
    const auto digits = assignment->prefix.size();
    if (digits != 6 && digits != 7 && digits != 9) std::abort();
    if (assignment->owner.empty()) std::abort();
    return 0;
}
