// Fails on purpose, at the end of a trail that only coverage feedback finds in seconds. Proves that
// the fuzzer searches and that a broken property is noticed; in replay, that a failure is a
// failure.
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size >= 4 && data[0] == 'p' && data[1] == 'o' && data[2] == 'r' && data[3] == 't') {
        std::abort();
    }
    return 0;
}
