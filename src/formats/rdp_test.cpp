#include "formats/rdp.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Rdp, the_request_is_the_one_of_the_specification) {
    // [MS-RDPBCGR] 4.1.1, without its cookie.
    EXPECT_EQ(rdp_connection_request(rdp_tls | rdp_hybrid),
              from_hex("03000013 0ee00000000000 01000800 03000000"));
}

TEST(Rdp, a_server_names_the_protection_it_took) {
    // xrdp 0.9.21 to a request for TLS and NLA.
    const auto confirm = parse_rdp_confirm(from_hex("03000013 0ed00000123400 02010800 01000000"));
    ASSERT_TRUE(confirm);
    EXPECT_EQ(confirm->protection, rdp_tls);
    EXPECT_FALSE(confirm->refusal);
}

TEST(Rdp, a_server_that_insists_on_nla_says_so) {
    const auto confirm = parse_rdp_confirm(from_hex("03000013 0ed00000123400 03000800 05000000"));
    ASSERT_TRUE(confirm);
    EXPECT_EQ(confirm->refusal, RdpRefusal::hybrid_required);
}

TEST(Rdp, a_server_from_before_the_negotiation_knows_the_standard_protection_only) {
    const auto confirm = parse_rdp_confirm(from_hex("0300000b 06d00000123400"));
    ASSERT_TRUE(confirm);
    EXPECT_EQ(confirm->protection, rdp_standard);
}

TEST(Rdp, other_bytes_are_an_error_and_not_an_open_desktop) {
    for (const auto* bytes :
         {"", "0300", "48545450", "0300000b 06800000123400",  // A disconnect request.
          "0300000c 06d00000123400", "03000013 0ed00000123400 02010800",
          "03000013 0ed00000123400 03000800 09000000",  // No such refusal.
          "03000013 0ed00000123400 07000800 01000000"}) {
        EXPECT_FALSE(parse_rdp_confirm(from_hex(bytes))) << bytes;
    }
    EXPECT_FALSE(parse_tpkt_size(from_hex("0300ffff")));
}

}  // namespace
}  // namespace primum::formats
