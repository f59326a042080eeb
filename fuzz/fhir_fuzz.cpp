// Any JSON or XML that names a resource.
#include "formats/health/fhir.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_fhir, input);
    return 0;
}
