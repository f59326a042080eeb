// Whatever a broken worker says: no crash, and what could be read is written again as it was.
#include "formats/share_report.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    const auto report = parse_worker_report(line);
    if (!report) return 0;
    const auto again =
        parse_worker_report(std::visit([](const auto& known) { return encode(known); }, *report));
    CHECK(again && *again == *report);
    return 0;
}
