// Whatever an SMB 2 server answers: no crash, and nothing learned from what is malformed.
#include "formats/smb2_access.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    formats::Smb2State state;
    const auto session = formats::parse_smb2_session_reply(input, state);
    if (!session) CHECK(state.session_id == 0);
    formats::Smb2State other;
    const auto tree = formats::parse_smb2_tree_reply(input, other);
    CHECK(!(session && tree));  // A reply answers one question.
    const auto open = formats::parse_smb2_open_reply(input);
    CHECK(!(open && (session || tree)));
    return 0;
}
