// Whatever answers a TFTP request: nothing but DATA and ERROR is an answer.
#include "formats/tftp.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto answer = parse_tftp_answer(input);
    if (!answer) return 0;
    CHECK(size >= 4 && data[0] == 0 && data[1] == (answer->refused ? 5 : 3));
    CHECK(answer->message.size() <= size - 4 && answer->message.find('\0') == std::string::npos);
    return 0;
}
