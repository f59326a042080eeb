// Whatever an export holds: no crash, and a site is always fit to print.
#include "formats/password_export.h"

#include <cstdint>

#include "base/check.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::size_t count = 0;
    const auto read =
        formats::for_each_saved_password(text, [&](const formats::SavedPassword& each) {
            CHECK(!each.site.empty() && printable(each.site) == each.site);
            CHECK(!each.password.empty());
            ++count;
        });
    CHECK(count <= size);
    if (!read) CHECK(!read.error().message.french.empty());
    return 0;
}
