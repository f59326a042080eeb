#include "formats/smb_negotiate.h"

#include <array>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

Bytes smb1_answer(std::uint32_t status, std::uint16_t dialect) {
    ByteWriter writer;
    writer.append(std::string_view("\xffSMB\x72", 5));
    writer.u32_little(status);
    writer.fill(23, '\0');
    writer.u8(17);
    writer.u16_little(dialect);
    return std::move(writer).take();
}

Bytes smb2_answer(std::uint16_t security, std::uint16_t dialect) {
    ByteWriter writer;
    writer.append(std::string_view("\xfeSMB", 4));
    writer.u16_little(64);
    writer.fill(58, '\0');
    writer.u16_little(65);
    writer.u16_little(security);
    writer.u16_little(dialect);
    return std::move(writer).take();
}

TEST(SmbNegotiate, a_frame_says_its_length) {
    const auto message = encode_smb1_negotiate();
    const auto length = parse_smb_frame_header(BytesView(message).first(4));
    ASSERT_TRUE(length);
    EXPECT_EQ(*length + 4, message.size());
    EXPECT_NE(as_text(message).find("NT LM 0.12"), std::string_view::npos);
    EXPECT_EQ(as_text(message).find("SMB 2"), std::string_view::npos);
}

TEST(SmbNegotiate, a_frame_that_is_none_or_endless_is_refused) {
    EXPECT_FALSE(parse_smb_frame_header(as_bytes("HTTP")));
    EXPECT_FALSE(parse_smb_frame_header(as_bytes(std::string_view("\0\xff\xff\xff", 4))));
}

TEST(SmbNegotiate, smb1_is_accepted_by_the_dialect_and_refused_by_its_absence) {
    EXPECT_TRUE(*parse_smb1_negotiate_answer(smb1_answer(0, 0)));
    EXPECT_FALSE(*parse_smb1_negotiate_answer(smb1_answer(0, 0xffff)));
    EXPECT_FALSE(*parse_smb1_negotiate_answer(smb1_answer(0xc00000bb, 0)));
    EXPECT_FALSE(*parse_smb1_negotiate_answer(smb2_answer(1, 0x2ff)));
    EXPECT_FALSE(parse_smb1_negotiate_answer(as_bytes("HTTP/1.1 400")));
    EXPECT_FALSE(parse_smb1_negotiate_answer({}));
}

TEST(SmbNegotiate, the_dialect_and_the_signing_of_smb2_are_read) {
    const auto answer = parse_smb2_negotiate_answer(smb2_answer(3, 0x0311));
    ASSERT_TRUE(answer);
    EXPECT_EQ(smb_dialect_name(answer->dialect), "3.1.1");
    EXPECT_TRUE(answer->signing_required);
    EXPECT_FALSE(parse_smb2_negotiate_answer(smb2_answer(1, 0x0202))->signing_required);
    EXPECT_FALSE(parse_smb2_negotiate_answer(BytesView(smb2_answer(1, 0x0202)).first(40)));
}

}  // namespace
}  // namespace primum::formats
