// PDF files as anybody may write them: no crash, no endless circle, and no text of nothing but
// spaces.
#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"
#include "formats/pdf/pdf_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    constexpr std::size_t text_bytes_max = 10'000;
    const BytesView bytes{reinterpret_cast<const std::byte*>(data), size};
    // Stands for a library that unpacks: the fuzzer need not know how to deflate.
    const auto inflate = [](std::string_view deflated, std::size_t size_bytes_max) {
        return std::optional(std::string(deflated.substr(0, size_bytes_max)));
    };
    const auto text = formats::pdf_text(bytes, inflate, text_bytes_max);
    CHECK(!text || text->find_first_not_of(" \t\r\n\f") != std::string::npos);
    return 0;
}
