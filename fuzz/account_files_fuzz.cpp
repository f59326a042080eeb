// Whatever the files, entries are bounded and have names, and no hash leaves the parser.
#include "formats/host/account_files.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& entry : primum::formats::parse_passwd(text)) {
        if (entry.name.empty()) std::abort();
    }
    for (const auto& entry : primum::formats::parse_shadow(text)) {
        const bool is_set = entry.state == primum::formats::PasswordState::set;
        if (entry.name.empty() || entry.scheme.empty() == is_set) std::abort();
        if (entry.scheme.size() > 16) std::abort();
    }
    if (primum::formats::parse_group(text).size() > primum::formats::accounts_max) std::abort();
    return 0;
}
