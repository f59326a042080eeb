// Whatever a Telnet server says: the same in one piece as in two, and answered with refusals only.
#include "formats/telnet.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto whole = parse_telnet(input);
    CHECK(whole.consumed <= size && whole.answer.size() % 3 == 0 && whole.text.size() <= size);

    const auto first = parse_telnet(input.first(size / 2));
    const auto second = parse_telnet(input.subspan(first.consumed));
    CHECK(first.text + second.text == whole.text);
    CHECK(first.consumed + second.consumed == whole.consumed);
    CHECK(first.answer.size() + second.answer.size() == whole.answer.size());

    CHECK(parse_telnet(whole.answer).answer.size() <= whole.answer.size());
    (void)telnet_prompt(whole.text);
    return 0;
}
