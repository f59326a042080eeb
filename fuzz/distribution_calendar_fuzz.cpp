// Whatever the lists and headers, a date is one that exists; and the log's dates are in order.
#include "formats/host/distribution_calendar.h"

#include <cstdint>
#include <cstdlib>

#include "formats/host/package_log.h"
#include "formats/host/virus_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto until = primum::formats::supported_until(text, "bookworm");
    if (until && !std::chrono::year_month_day(*until).ok()) std::abort();
    const auto built = primum::formats::parse_clamav_header(text);
    if (built && !std::chrono::year_month_day(*built).ok()) std::abort();
    const auto log = primum::formats::parse_package_log(text);
    if (log.last_upgraded && (!log.first || *log.first > *log.last_upgraded)) std::abort();
    return 0;
}
