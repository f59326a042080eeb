// Whatever the file, only what begins like a private key is said to be one.
#include "formats/host/private_key.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto protection = primum::formats::private_key_protection(text);
    const bool has_mark = text.find("PRIVATE KEY") != std::string_view::npos ||
                          text.starts_with("PuTTY-User-Key-File-");
    if (!has_mark && protection != primum::formats::KeyProtection::not_a_private_key) std::abort();
    return 0;
}
