// Whatever the kernel's list holds, it is read whole or refused, and mounts have a point and a
// type.
#include "os/mount_table.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto mounts = primum::os::parse_mount_table(text);
    if (!mounts) return 0;
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    if (mounts->size() > std::min(lines, primum::os::mounts_max)) std::abort();
    return 0;
}
