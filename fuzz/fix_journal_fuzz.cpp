// Any text as a page of the journal: refused, or kept and read again as the same page.
#include <cstdlib>

#include "fixes/journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto entry = fixes::entry_from({reinterpret_cast<const char*>(data), size});
    if (!entry) return 0;
    const auto text = fixes::as_text(*entry);
    const auto again = fixes::entry_from(text);
    if (!again || fixes::as_text(*again) != text) std::abort();
    return 0;
}
