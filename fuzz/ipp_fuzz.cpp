// Whatever a printer answers: no step past the end, and a cut answer is an error.
#include "formats/ipp.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto answer = parse_ipp_answer(input);
    if (!answer) return 0;
    CHECK(!(answer->served() && answer->asks_for_login()));
    std::size_t kept = answer->make_and_model.size();
    for (const auto& value : answer->authentication) kept += value.size();
    for (const auto& value : answer->security) kept += value.size();
    CHECK(kept < size);
    CHECK(!parse_ipp_answer(input.first(8)));
    return 0;
}
