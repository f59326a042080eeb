// Any file's first bytes: an answer, and the same when more follows than is looked at.
#include "formats/media_type.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto type = formats::media_type_of(bytes, "file.eml");
    CHECK(type <= formats::MediaType::uninteresting);
    if (size >= formats::media_type_first_bytes) {
        CHECK(formats::media_type_of(bytes.first(formats::media_type_first_bytes), "file.eml") ==
              type);
    }
    return 0;
}
