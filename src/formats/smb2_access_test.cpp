#include "formats/smb2_access.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

ByteWriter reply(std::uint16_t command, std::uint32_t status) {
    ByteWriter writer;
    writer.append(std::string_view("\xfeSMB", 4));
    writer.u32_little(64);
    writer.u32_little(status);
    writer.u16_little(command);
    writer.fill(22, '\0');
    writer.u32_little(5);  // Tree.
    writer.number(std::uint64_t{9}, ByteOrder::little);
    writer.fill(16, '\0');
    return writer;
}

Bytes tree_reply(std::uint32_t access) {
    auto writer = reply(3, 0);
    writer.fill(12, '\0');
    writer.u32_little(access);
    return std::move(writer).take();
}

Bytes open_reply(std::uint32_t access) {
    auto writer = reply(5, 0);
    writer.fill(80, '\0');
    writer.u32_little(152);
    writer.u32_little(32);
    writer.u32_little(0);
    writer.u16_little(16);
    writer.u16_little(4);
    writer.u16_little(0);
    writer.u16_little(24);
    writer.u32_little(8);
    writer.append("MxAc");
    writer.fill(4, '\0');
    writer.u32_little(0);
    writer.u32_little(access);
    return std::move(writer).take();
}

TEST(Smb2Access, every_message_has_its_own_number_and_keeps_the_session) {
    Smb2State state;
    encode_smb2_plain_negotiate(state);
    encode_smb2_nobody_hello(state);
    ASSERT_TRUE(parse_smb2_session_reply(std::move(reply(1, 0xc0000016)).take(), state));
    EXPECT_EQ(state.session_id, 9U);
    const auto name = encode_smb2_nobody_name(state);
    EXPECT_EQ(state.message_id, 3U);
    EXPECT_EQ(std::to_integer<int>(name[4 + 24]), 2);  // This message is the third.
    EXPECT_EQ(std::to_integer<int>(name[4 + 40]), 9);
}

TEST(Smb2Access, nobody_sends_no_name_and_no_password) {
    Smb2State state;
    const auto message = encode_smb2_nobody_name(state);
    const auto text = as_text(message);
    const auto at = text.find(std::string_view("NTLMSSP\0\x03", 9));
    ASSERT_NE(at, std::string_view::npos);
    EXPECT_EQ(text.substr(at).size(), 65U);  // The fixed part and one byte of zero.
}

TEST(Smb2Access, opening_a_folder_never_creates_one) {
    Smb2State state;
    const auto message = encode_smb2_open_folder(state);
    ByteReader reader(message);
    ASSERT_TRUE(reader.skip(4 + 64 + 36));
    EXPECT_EQ(*reader.u32_little(), 1U);  // FILE_OPEN: fails where there is none.
}

TEST(Smb2Access, rights_are_read_from_share_and_folder) {
    Smb2State state;
    EXPECT_TRUE(*parse_smb2_tree_reply(tree_reply(0x001f01ff), state));
    EXPECT_EQ(state.tree_id, 5U);
    EXPECT_FALSE(*parse_smb2_tree_reply(tree_reply(0x001200a9), state));
    EXPECT_TRUE(*parse_smb2_open_reply(open_reply(0x001f01ff)));
    EXPECT_FALSE(*parse_smb2_open_reply(open_reply(0x001200a9)));
}

TEST(Smb2Access, a_refusal_is_not_a_right_that_is_missing) {
    EXPECT_EQ(parse_smb2_open_reply(std::move(reply(5, 0xc0000022)).take()).error().kind,
              ErrorKind::denied);
    auto without_contexts = reply(5, 0);
    without_contexts.fill(88, '\0');
    EXPECT_FALSE(parse_smb2_open_reply(std::move(without_contexts).take()));
    EXPECT_FALSE(parse_smb2_open_reply({}));
}

}  // namespace
}  // namespace primum::formats
