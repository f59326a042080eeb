// Any XML that calls itself a clinical document.
#include "formats/health/clinical_document.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_clinical_document, input);
    return 0;
}
