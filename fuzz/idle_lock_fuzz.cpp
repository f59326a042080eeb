// Whatever the configuration, times are bounded and never negative.
#include "formats/host/idle_lock.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::chrono::hours most{20 * 365 * 24};
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lock = primum::formats::parse_swayidle(text);
    if (lock.after.count() < 0 || lock.after > most) std::abort();
    const auto screensaver = primum::formats::parse_xscreensaver(text);
    if (screensaver.timeout && screensaver.timeout->count() < 0) std::abort();
    const auto span = primum::formats::parse_time_span(text);
    if (span && (span->count() < 0 || *span > most)) std::abort();
    return 0;
}
