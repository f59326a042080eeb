// Whatever a person typed for a paper key: no crash, and a key that was read is written as it can
// be read again.
#include <cstdint>

#include "base/check.h"
#include "paper/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::paper;
    std::array<std::byte, secret_bytes> secret{};
    const auto read = read_words({reinterpret_cast<const char*>(data), size}, secret);
    if (!read) {
        CHECK(!read.error().message.english.empty());
        return 0;
    }
    std::array<std::byte, secret_bytes> again{};
    CHECK(read_words(code_of(secret), again) && again == secret);
    return 0;
}
