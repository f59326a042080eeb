// Whatever a web server sends: no crash, entries stand in the folder, names and paths agree.
#include "formats/web_folder.h"

#include <cstdint>

#include "base/check.h"

namespace {

void check(const primum::formats::WebFolder& folder, std::string_view base) {
    CHECK(folder.entries.size() <= primum::formats::web_entries_max);
    for (const auto& entry : folder.entries) {
        CHECK(entry.path.starts_with(base) && entry.path.size() > base.size());
        CHECK(entry.is_folder == entry.path.ends_with('/'));
        CHECK(!entry.name.empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto page = primum::formats::parse_folder_page(input, "/a/");
    if (page) check(*page, "/a/");
    const auto answer = primum::formats::parse_multistatus(input, "/a/");
    if (answer) check(*answer, "/a/");
    return 0;
}
