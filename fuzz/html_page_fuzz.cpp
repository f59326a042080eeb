// Whatever a page holds, its title is bounded and printable, and decoding never
// lengthens a text.
#include "formats/html_page.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view html(reinterpret_cast<const char*>(data), size);
    const auto page = primum::formats::read_html_page(html);
    if (page.title.size() > primum::formats::html_title_bytes_max) std::abort();
    if (std::ranges::any_of(
            page.title, [](char letter) { return static_cast<unsigned char>(letter) < 0x20; })) {
        std::abort();
    }
    if (primum::formats::decode_entities(html).size() > size) std::abort();
    return 0;
}
