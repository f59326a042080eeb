// Whatever a file server answers to a first message: no crash, lengths within the limit.
#include "formats/smb_negotiate.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    const auto length = formats::parse_smb_frame_header(input);
    if (length) CHECK(*length <= formats::smb_answer_bytes_max);
    const auto smb1 = formats::parse_smb1_negotiate_answer(input);
    const auto smb2 = formats::parse_smb2_negotiate_answer(input);
    CHECK(!(smb1 && *smb1 && smb2));  // It cannot be both.
    return 0;
}
