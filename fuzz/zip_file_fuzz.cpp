// The directory of a zip as anybody may write it: every member lies inside the file.
#include "formats/zip_file.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto members = formats::plain_zip_members(bytes);
    if (!members) return 0;
    for (const auto& member : *members) {
        CHECK(member.packed.size() <= size);
        if (member.packed.empty()) continue;
        CHECK(member.packed.data() >= bytes.data());
        CHECK(&member.packed.back() <= &bytes.back());
    }
    return 0;
}
