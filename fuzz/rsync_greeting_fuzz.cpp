// Whatever an rsync server says: no crash, and a module's name is a part of its line.
#include "formats/rsync_greeting.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    CHECK(parse_rsync_line(line).text.size() <= size);
    const auto module = parse_rsync_module(line);
    if (module) CHECK(!module->empty() && line.find(*module) != std::string_view::npos);
    return 0;
}
