// RTF, and the packed form of Outlook: the text is never much longer than what it was made from.
#include "formats/office/rich_text.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto bytes = std::as_bytes(std::span(data, size));
    // The longest character takes four bytes; the shortest way to write one takes one.
    CHECK(formats::rich_text(as_text(bytes)).size() <= 4 * size);
    const auto unpacked = formats::unpack_rich_text(bytes);
    if (unpacked) formats::rich_text(*unpacked);
    return 0;
}
