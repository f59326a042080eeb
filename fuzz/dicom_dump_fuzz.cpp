// Lines that begin like the tags of a dump.
#include "formats/health/dicom_dump.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_dicom_dump, input);
    return 0;
}
