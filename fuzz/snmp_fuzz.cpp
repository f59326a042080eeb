// Whatever answers over UDP: no step past the end, and our own question is never an answer.
#include "formats/snmp.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    if (const auto answer = parse_snmp_answer(input)) {
        CHECK(answer->version == SnmpVersion::v1 || answer->version == SnmpVersion::v2c);
        CHECK(answer->description.size() < size);
    }
    if (size < sizeof(std::uint32_t)) return 0;
    const auto request = static_cast<std::uint32_t>(data[0] << 16 | data[1] << 8 | data[2]);
    auto question = snmp_question(SnmpVersion::v2c, request);
    CHECK(!parse_snmp_answer(question));
    // An agent that gives the question back as a response, with its number: 0xA2 for 0xA0.
    for (auto& byte : question) {
        if (byte != std::byte{0xA0}) continue;
        byte = std::byte{0xA2};
        break;
    }
    const auto echo = parse_snmp_answer(question);
    CHECK(echo && echo->request == request);
    return 0;
}
