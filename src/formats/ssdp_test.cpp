#include "formats/ssdp.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

TEST(Ssdp, a_search_says_what_is_looked_for) {
    const auto text = encode_ssdp_search({IpAddress::from_v4(0xEFFFFFFA), 1900}, "ssdp:all", 1);
    EXPECT_EQ(text,
              "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n"
              "MX: 1\r\nST: ssdp:all\r\n\r\n");
}

TEST(Ssdp, an_answer_is_read_whatever_the_case_of_its_fields) {
    const auto answer = parse_ssdp_answer(
        as_bytes("HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\n"
                 "st: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
                 "Location: http://192.168.77.1:5000/rootDesc.xml\r\nSERVER: Box/1\r\n\r\n"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->location, "http://192.168.77.1:5000/rootDesc.xml");
    EXPECT_EQ(answer->server, "Box/1");
    EXPECT_EQ(device_type_of(answer->target), "InternetGatewayDevice");
}

TEST(Ssdp, a_search_and_an_error_are_no_answers) {
    EXPECT_FALSE(parse_ssdp_answer(as_bytes("M-SEARCH * HTTP/1.1\r\n\r\n")));
    EXPECT_FALSE(parse_ssdp_answer(as_bytes("HTTP/1.1 500 No\r\n\r\n")));
    EXPECT_FALSE(parse_ssdp_answer({}));
}

TEST(Ssdp, what_is_no_device_has_no_type) {
    EXPECT_EQ(device_type_of("upnp:rootdevice"), "");
    EXPECT_EQ(device_type_of("urn:schemas-upnp-org:service:WANIPConnection:1"), "");
    EXPECT_EQ(device_type_of(""), "");
}

}  // namespace
}  // namespace primum::formats
