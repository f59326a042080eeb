// Records of fixed length, in ASCII or EBCDIC.
#include "formats/health/billing_file.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_billing_file, as_bytes(input));
    return 0;
}
