#include "formats/http_url.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(HttpUrl, a_numeric_address_is_taken_apart) {
    const auto url = parse_http_url("http://192.168.77.1:5000/rootDesc.xml?x=1#top");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->endpoint.to_string(), "192.168.77.1:5000");
    EXPECT_EQ(url->path, "/rootDesc.xml?x=1");
    EXPECT_EQ(parse_http_url("HTTP://192.168.1.1")->to_string(), "http://192.168.1.1:80/");
    EXPECT_EQ(parse_http_url("http://[fe80::1]:81/a")->endpoint.to_string(), "[fe80::1]:81");
}

TEST(HttpUrl, names_credentials_and_other_schemes_are_refused) {
    for (const auto* text :
         {"", "http://", "http://livebox.home/", "http://me:pw@192.168.1.1/",
          "https://192.168.1.1/", "http://192.168.1.1:0/", "http://192.168.1.1:99999/",
          "http://192.168.1.1/a b", "http://192.168.1.1/a\r\nX: y", "file:///etc/passwd"}) {
        EXPECT_FALSE(parse_http_url(text)) << text;
    }
}

TEST(HttpUrl, a_reference_is_read_beside_its_page) {
    const auto base = *parse_http_url("http://192.168.77.1:5000/igd/root.xml?a=/b");
    EXPECT_EQ(resolve_http_url(base, "/ctl/IPConn")->to_string(),
              "http://192.168.77.1:5000/ctl/IPConn");
    EXPECT_EQ(resolve_http_url(base, "ctl")->to_string(), "http://192.168.77.1:5000/igd/ctl");
    EXPECT_EQ(resolve_http_url(base, "http://10.0.0.1/x")->to_string(), "http://10.0.0.1:80/x");
    for (const auto* text : {"", "//10.0.0.1/x", "https://10.0.0.1/", "javascript:alert(1)"}) {
        EXPECT_FALSE(resolve_http_url(base, text)) << text;
    }
}

TEST(HttpUrl, percent_signs_that_escape_nothing_stay) {
    EXPECT_EQ(percent_decoded("Radio%20du%2027%2F11"), "Radio du 27/11");
    EXPECT_EQ(percent_decoded("%C3%a9t%C3%A9"), "été");
    EXPECT_EQ(percent_decoded("100%, 5%%, %zz, %4"), "100%, 5%%, %zz, %4");
    EXPECT_EQ(percent_decoded("a%00b"), std::string("a\0b", 3));
}

}  // namespace
}  // namespace primum::formats
