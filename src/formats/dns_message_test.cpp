#include "formats/dns_message.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

using namespace std::string_view_literals;

Bytes response(std::uint16_t records, std::string_view body) {
    ByteWriter writer;
    writer.append("\0\0\x84\0\0\0"sv);
    writer.u16_big(records);
    writer.append("\0\0\0\0"sv);
    writer.append(body);
    return std::move(writer).take();
}

TEST(DnsMessage, a_query_comes_back_as_it_was_asked) {
    const std::vector<DnsQuestion> questions{{"_ipp._tcp.local", DnsType::ptr},
                                             {"1.77.168.192.in-addr.arpa", DnsType::ptr}};
    const auto bytes = encode_dns_query(7, questions, /*recursion=*/true);
    ASSERT_TRUE(bytes);
    const auto message = parse_dns_message(*bytes);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->id, 7);
    EXPECT_FALSE(message->is_response);
    EXPECT_EQ(message->questions, questions);
}

TEST(DnsMessage, a_compressed_service_answer_is_read_whole) {
    EXPECT_FALSE(parse_dns_message(response(2, ""sv)));  // Two are promised, none is there.

    const auto full = response(2,
                               "\x04_ipp\x04_tcp\x05local\0\0\x0c\x80\x01\0\0\0\x78\0\x08"
                               "\x05HP.4t\xc0\x0c"
                               "\x02hp\xc0\x16\0\x01\x80\x01\0\0\0\x78\0\x04\xc0\xa8\x4d\x32"sv);
    const auto message = parse_dns_message(full);
    ASSERT_TRUE(message);
    ASSERT_EQ(message->records.size(), 2U);
    EXPECT_EQ(message->records[0].name, "_ipp._tcp.local");
    EXPECT_EQ(message->records[0].target, "HP\\.4t._ipp._tcp.local");
    EXPECT_EQ(message->records[1].name, "hp.local");
    EXPECT_EQ(message->records[1].address, IpAddress::from_v4(0xC0A84D32));
}

TEST(DnsMessage, a_pointer_that_leads_to_itself_or_forward_is_malformed) {
    EXPECT_FALSE(parse_dns_message(response(1, "\xc0\x0c\0\x0c\0\x01\0\0\0\0\0\0"sv)));
    EXPECT_FALSE(parse_dns_message(response(1, "\xc0\x20\0\x0c\0\x01\0\0\0\0\0\0"sv)));
    // Two labels that lead to one another.
    EXPECT_FALSE(parse_dns_message(response(1, "\x01a\x01b\xc0\x0c\0\x0c\0\x01\0\0\0\0\0\0"sv)));
}

TEST(DnsMessage, texts_of_a_service_are_told_apart) {
    const auto message =
        parse_dns_message(response(1, "\x01m\0\0\x10\0\x01\0\0\0\0\0\x0d\x07model=x\x04k=ab"sv));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->records.at(0).texts, (std::vector<std::string>{"model=x", "k=ab"}));
}

TEST(DnsMessage, mail_exchangers_come_with_their_preference_and_signatures_are_seen) {
    const auto message =
        parse_dns_message(response(3,
                                   "\x01m\0\0\x0f\0\x01\0\0\0\0\0\x06\0\x0a\x02mx\0"
                                   "\x01m\0\0\x2b\0\x01\0\0\0\0\0\x02zz"
                                   "\x03www\xc0\x0c\0\x05\0\x01\0\0\0\0\0\x02\xc0\x0c"sv));
    ASSERT_TRUE(message);
    ASSERT_EQ(message->records.size(), 3U);
    EXPECT_EQ(message->records[0].target, "mx");
    EXPECT_EQ(message->records[0].preference, 10);
    EXPECT_EQ(message->records[1].type, DnsType::ds);
    EXPECT_EQ(message->records[2].target, "m");
}

TEST(DnsMessage, a_record_of_another_type_is_left_out_and_those_after_it_are_read) {
    const auto message = parse_dns_message(response(
        2, "\x01m\0\0\x2f\0\x01\0\0\0\0\0\x02zz\x01m\0\0\x01\0\x01\0\0\0\0\0\x04\1\2\3\4"sv));
    ASSERT_TRUE(message);
    ASSERT_EQ(message->records.size(), 1U);
    EXPECT_EQ(message->records[0].address, IpAddress::from_v4(0x01020304));
}

TEST(DnsMessage, a_name_that_cannot_be_sent_is_refused) {
    EXPECT_FALSE(encode_dns_query(0, {{std::string(64, 'a') + ".local"}}, false));
    EXPECT_FALSE(encode_dns_query(0, {{"a..b"}}, false));
    std::string long_name = "a";
    for (int i = 0; i < 130; ++i) long_name += ".a";
    EXPECT_FALSE(encode_dns_query(0, {{long_name}}, false));
}

TEST(DnsMessage, a_reverse_name_and_its_address_are_one) {
    const auto address = IpAddress::from_v4(0xC0A84D1E);
    EXPECT_EQ(reverse_name(address), "30.77.168.192.in-addr.arpa");
    EXPECT_EQ(address_of_reverse_name("30.77.168.192.IN-ADDR.ARPA"), address);
    for (const auto* wrong : {"", "in-addr.arpa", "1.2.3.in-addr.arpa", "1.2.3.256.in-addr.arpa",
                              "1.2.3.4.5.in-addr.arpa", "x.2.3.4.in-addr.arpa"}) {
        EXPECT_FALSE(address_of_reverse_name(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace primum::formats
