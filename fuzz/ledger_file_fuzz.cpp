// Whatever stands in the file of the ledger: no crash, no step past the end, and what was read is
// written again, equal.
#include <cstdint>

#include "base/byte_reader.h"
#include "compliance/ledger_file.h"

namespace {

using namespace primum;
using namespace primum::compliance;

bool contains(BytesView whole, BytesView part) {
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

void check_frames(const Header& header, BytesView file) {
    std::uint64_t position = header_bytes;
    while (position < file.size()) {
        const auto rest = file.subspan(position);
        const auto parsed = parse_frame(header.id, position, rest);
        if (!parsed || !*parsed) return;
        const auto& frame = **parsed;
        CHECK(contains(rest, frame.head) && contains(rest, frame.values));
        const auto again = encode_frame(header.id, position, frame.head, frame.values);
        CHECK(again == as_text(rest.first(frame.size_bytes())));
        position += frame.size_bytes();
    }
}

// A frame made here is found again whatever its parts hold; a fuzzer cannot guess its check.
void check_own_frame(BytesView input) {
    const auto head = input.first(std::min<std::size_t>(input.size(), head_bytes_max));
    const auto values =
        input.subspan(head.size())
            .first(std::min<std::size_t>(input.size() - head.size(), record_bytes_max));
    const auto frame = encode_frame({}, input.size(), head, values);
    const auto parsed = parse_frame({}, input.size(), as_bytes(frame));
    CHECK(parsed && *parsed && (*parsed)->size_bytes() == frame.size());
    CHECK(!*parse_frame({}, input.size(), as_bytes(frame).first(frame.size() - 1)) ||
          frame.size() == frame_header_bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    if (const auto header = parse_header(input)) {
        CHECK(encode_header(*header) == as_text(input.first(header_bytes)));
        check_frames(*header, input);
    }
    if (size > 0) check_own_frame(input);
    if (const auto head = parse_head(input)) CHECK(as_text(encode_head(*head)) == as_text(input));
    if (const auto values = parse_values(input)) {
        const auto again = parse_values(encode_values(*values));
        CHECK(again && *again == *values);
    }
    return 0;
}
