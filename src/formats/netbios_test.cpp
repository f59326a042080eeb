#include "formats/netbios.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

using namespace std::string_view_literals;

Bytes answer(std::uint8_t count, std::string_view names) {
    ByteWriter writer;
    writer.append("\0\x01\x84\0\0\0\0\x01\0\0\0\0"sv);
    writer.u8(32);
    writer.append("CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"sv);
    writer.append("\0\0\x21\0\x01\0\0\0\0\0\x65"sv);
    writer.u8(count);
    writer.append(names);
    return std::move(writer).take();
}

constexpr auto two_names =
    "NAS            \x00\x04\x00"
    "WORKGROUP      \x00\x84\x00"sv;

TEST(Netbios, the_question_asks_for_all_names) {
    const auto query = encode_netbios_status_query(1);
    ASSERT_EQ(query.size(), 50U);
    EXPECT_EQ(as_text(query).substr(13, 4), "CKAA");
}

TEST(Netbios, names_are_told_apart_from_groups) {
    const auto names = parse_netbios_status(answer(2, two_names));
    ASSERT_TRUE(names);
    EXPECT_EQ(*names, (std::vector<NetbiosName>{{"NAS", 0, false}, {"WORKGROUP", 0, true}}));
    EXPECT_EQ(computer_name(*names), "NAS");
}

TEST(Netbios, more_names_promised_than_sent_is_malformed) {
    EXPECT_FALSE(parse_netbios_status(answer(3, two_names)));
}

TEST(Netbios, a_question_is_no_answer) {
    EXPECT_FALSE(parse_netbios_status(encode_netbios_status_query(1)));
}

TEST(Netbios, without_a_workstation_name_the_file_servers_is_taken) {
    EXPECT_EQ(computer_name({{"GROUP", 0, true}, {"SRV", netbios_suffix::file_server, false}}),
              "SRV");
    EXPECT_EQ(computer_name({}), "");
}

}  // namespace
}  // namespace primum::formats
