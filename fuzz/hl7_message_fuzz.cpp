// Messages as they lie in files: cut, framed, mixed with others.
#include "formats/health/hl7_message.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_hl7, input);
    return 0;
}
