// Any calendar: what a person wrote lies in the text.
#include "formats/health/calendar.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    std::size_t length = 0;
    const auto entries =
        formats::walk_calendar(input, [&](std::string_view line) { length += line.size(); });
    CHECK(length <= size && entries <= size);
    return 0;
}
