// Results of laboratories, of whatever make.
#include "formats/health/hprim.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    check_health_parser(formats::parse_hprim_sante, input);
    check_health_parser(formats::parse_hprim_medecins, input);
    return 0;
}
