// A history that somebody else has written over: no crash, and either its chain holds or it is
// refused.
#include "web/door/deeds.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = primum::web::parse_deeds(text);
    if (read) CHECK(read->deeds.empty() == read->newest_hash.empty());
    return 0;
}
