// What an SMB 2 server lets nobody in particular do in a shared folder: the five messages that ask.
//
// NEGOTIATE, SESSION_SETUP twice with an empty name (NTLM, [MS-NLMP] 3.2.5.1.2), TREE_CONNECT, and
// CREATE of the share's own folder for reading its attributes, with the context that has the server
// say the greatest access it would grant ([MS-SMB2] 2.2.13.2.5). Nothing is created: the folder is
// opened where it exists or not at all. No cryptography: such a session signs nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// What the server gave so far, to be told again in each message.
struct Smb2State {
    std::uint64_t message_id = 0;
    std::uint64_t session_id = 0;
    std::uint32_t tree_id = 0;
};

inline constexpr std::size_t smb2_share_path_length_max = 200;

// Each with the frame around it, and one more on state.message_id.
Bytes encode_smb2_plain_negotiate(Smb2State& state);  // Offers 2.1 alone: no keys are needed.
Bytes encode_smb2_nobody_hello(Smb2State& state);
Bytes encode_smb2_nobody_name(Smb2State& state);
// `path` is "\\192.168.1.20\share" in UTF-8. Requires it within smb2_share_path_length_max.
Bytes encode_smb2_tree_connect(Smb2State& state, std::string_view path);
Bytes encode_smb2_open_folder(Smb2State& state);

// Learns the session from either of the two replies; the first asks for more, the second ends well.
Result<> parse_smb2_session_reply(BytesView message, Smb2State& state);

// Learns the tree, and whether the share itself lets us add or change files ([MS-SMB2] 2.2.10).
Result<bool> parse_smb2_tree_reply(BytesView message, Smb2State& state);

// Whether the folder's own rights let us add files to it ([MS-SMB2] 2.2.13.1.2).
Result<bool> parse_smb2_open_reply(BytesView message);

}  // namespace primum::formats
