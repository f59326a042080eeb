// Whatever answers a search, every field is one trimmed line of bounded length.
#include "formats/ssdp.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto answer = primum::formats::parse_ssdp_answer(std::as_bytes(std::span(data, size)));
    if (!answer) return 0;
    for (const auto* field :
         {&answer->target, &answer->location, &answer->server, &answer->unique_name}) {
        if (field->size() > 1024 || field->find('\n') != std::string::npos) std::abort();
        if (field->ends_with('\r')) std::abort();
        (void)primum::formats::device_type_of(*field);
    }
    return 0;
}
