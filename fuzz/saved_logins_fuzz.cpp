// Whatever the file, hosts are bounded and hold no path; and no page of a database is read twice.
#include "formats/host/saved_logins.h"

#include <cstdint>
#include <cstdlib>

namespace {

void check(const primum::Result<std::vector<std::string>>& hosts) {
    if (!hosts) return;
    if (hosts->size() > primum::formats::saved_logins_max) std::abort();
    for (const auto& host : *hosts) {
        if (host.find('/') != std::string::npos) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const primum::BytesView file(reinterpret_cast<const std::byte*>(data), size);
    check(primum::formats::parse_mozilla_logins(file));
    check(primum::formats::parse_chromium_logins(file));
    return 0;
}
