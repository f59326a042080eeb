#include "web/http/fields.h"

#include <gtest/gtest.h>

namespace primum::web {
namespace {

TEST(Fields, a_form_is_read_as_the_browser_wrote_it) {
    const auto fields = Fields::parse("name=Dr+Martin&reason=%C3%A9t%C3%A9%26+hiver&empty=&flag");
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->value("name"), "Dr Martin");
    EXPECT_EQ(fields->value("reason"), "été& hiver");
    EXPECT_TRUE(fields->has("empty"));
    EXPECT_TRUE(fields->has("flag"));
    EXPECT_FALSE(fields->has("absent"));
    EXPECT_EQ(fields->value("absent"), "");
}

TEST(Fields, several_of_one_name_are_all_kept_in_order) {
    const auto fields = Fields::parse("a=1&b=2&a=3");
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->value("a"), "1");
    EXPECT_EQ(fields->values("a"), (std::vector<std::string>{"1", "3"}));
}

TEST(Fields, ends_of_lines_are_ours_whatever_the_browser_sends) {
    const auto fields = Fields::parse("text=one%0D%0Atwo%0Dthree%0Afour%0D");
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->value("text"), "one\ntwo\nthree\nfour\n");
}

TEST(Fields, what_is_no_form_is_refused_and_not_guessed_at) {
    for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%FF", "a=%C3", "%ED%A0%80=1"}) {
        const auto fields = Fields::parse(bad);
        ASSERT_FALSE(fields) << bad;
        EXPECT_EQ(fields.error().kind, ErrorKind::malformed);
    }
}

TEST(Fields, their_number_and_the_length_of_their_names_are_limited) {
    std::string many;
    for (std::size_t i = 0; i < Fields::count_max; ++i) many += "a=1&";
    EXPECT_TRUE(Fields::parse(many));
    EXPECT_FALSE(Fields::parse(many + "a=1"));
    EXPECT_TRUE(Fields::parse(std::string(Fields::name_bytes_max, 'n') + "=1"));
    EXPECT_FALSE(Fields::parse(std::string(Fields::name_bytes_max + 1, 'n') + "=1"));
}

TEST(Fields, what_is_encoded_is_read_back_equal) {
    Fields fields;
    ASSERT_TRUE(fields.add("a b&", "1=2+3%\n\"<é>"));
    ASSERT_TRUE(fields.add("", ""));
    const auto again = Fields::parse(fields.encoded());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->all(), fields.all());
}

TEST(Cookie, its_value_is_found_among_others) {
    EXPECT_EQ(cookie_value("a=1; primum-session=abc; b=2", "primum-session"), "abc");
    EXPECT_EQ(cookie_value("xprimum-session=abc", "primum-session"), std::nullopt);
    EXPECT_EQ(cookie_value("", "primum-session"), std::nullopt);
}

TEST(Cookie, of_two_with_one_name_neither_counts) {
    EXPECT_EQ(cookie_value("s=theirs; s=ours", "s"), std::nullopt);
}

TEST(HostHeader, names_and_addresses_are_read_with_their_port) {
    EXPECT_EQ(*parse_host("LocalHost:7717"), (Host{"localhost", 7717}));
    EXPECT_EQ(*parse_host("127.0.0.1"), (Host{"127.0.0.1", 0}));
    EXPECT_EQ(*parse_host("[::1]:443"), (Host{"::1", 443}));
    EXPECT_EQ(*parse_host("primum.cabinet.test"), (Host{"primum.cabinet.test", 0}));
}

TEST(HostHeader, what_is_neither_is_malformed) {
    for (const char* bad : {"", ":80", "a b", "a/b", "a@b", "a:b", "a:0", "a:65536", "a:80:80",
                            "[::1", "[]", "[g::1]", "[::1]x", "localhost\\"}) {
        EXPECT_FALSE(parse_host(bad)) << bad;
    }
}

}  // namespace
}  // namespace primum::web
