// Any text: switching all services off leaves none on, and only adds marks.
#include <cstdlib>

#include "base/text.h"
#include "formats/editing/inetd_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto services = formats::inetd_services(text);
    const auto made = formats::without_inetd_services(text, services);
    if (!formats::inetd_services(made).empty()) std::abort();
    if (made.size() != text.size() + 8 * services.size()) std::abort();
    return 0;
}
