// Whatever the page, it is read to its end; and one more password field is always seen.
#include "formats/admin_page.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string html(reinterpret_cast<const char*>(data), size);
    const auto page = primum::formats::read_admin_page(html);
    if (page.asks_for_password && !page.has_form) std::abort();
    const auto more = primum::formats::read_admin_page("<input type=password>" + html);
    if (!more.asks_for_password || !more.has_form) std::abort();
    if (more.runs_scripts != page.runs_scripts) std::abort();
    return 0;
}
