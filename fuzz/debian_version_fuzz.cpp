// Two texts on two lines: their order is the opposite of the order the other way round, and each is
// equal to itself.
#include "formats/host/debian_version.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using primum::formats::compare_debian_versions;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto left = text.substr(0, end);
    const auto right = text.substr(end + 1);
    const auto order = compare_debian_versions(left, right);
    const auto opposite = compare_debian_versions(right, left);
    if ((order < 0) != (opposite > 0) || (order == 0) != (opposite == 0)) std::abort();
    if (compare_debian_versions(left, left) != 0) std::abort();
    return 0;
}
