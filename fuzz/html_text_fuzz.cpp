// A web page or an HTML message: its text is never much longer than the page.
#include "formats/office/html_text.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto text = formats::html_text(as_text(std::as_bytes(std::span(data, size))));
    CHECK(text.size() <= 4 * size);
    return 0;
}
