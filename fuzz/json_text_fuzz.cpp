// Any text: what was set is read back, setting it again changes nothing, the rest keeps its size.
#include <cstdlib>

#include "formats/editing/json_text.h"

namespace {

using namespace primum;

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto before = formats::json_member(text, "a");
    const auto once = formats::with_json_member(text, "a", "[true, {}]");
    require(before.has_value() == once.has_value());
    if (!once) return 0;
    require(formats::json_member(*once, "a").value() == "[true, {}]");
    require(formats::with_json_member(*once, "a", "[true, {}]").value() == *once);
    if (*before) require(once->size() - 10 == text.size() - (*before)->size());
    return 0;
}
