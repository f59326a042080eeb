#include "formats/editing/json_text.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

constexpr std::string_view orthanc =
    "{\n"
    "  // \"RemoteAccessAllowed\" : true,\n"
    "  \"Name\" : \"a } \\\" b\", /* { */\n"
    "  \"RemoteAccessAllowed\" : true,  // from anywhere\n"
    "  \"Plugins\" : [ \"x\", { \"RemoteAccessAllowed\" : 1 } ]\n"
    "}\n";

TEST(JsonText, a_member_is_read_past_comments_strings_and_what_is_inside_others) {
    EXPECT_EQ(json_member(orthanc, "RemoteAccessAllowed").value(), "true");
    EXPECT_EQ(json_member(orthanc, "Plugins").value(),
              "[ \"x\", { \"RemoteAccessAllowed\" : 1 } ]");
    EXPECT_EQ(json_member(orthanc, "x").value(), std::nullopt);
}

TEST(JsonText, a_value_is_replaced_where_it_stands_and_nothing_else_moves) {
    std::string expected(orthanc);
    expected.replace(expected.find("true,  //"), 4, "false");
    EXPECT_EQ(with_json_member(orthanc, "RemoteAccessAllowed", "false").value(), expected);
}

TEST(JsonText, a_new_member_comes_first) {
    const auto made = with_json_member(orthanc, "AuthenticationEnabled", "true");
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->starts_with("{\n  \"AuthenticationEnabled\" : true,\n  // "));
    EXPECT_EQ(json_member(*made, "AuthenticationEnabled").value(), "true");
    EXPECT_EQ(with_json_member("{}", "a", "1").value(), "{\n  \"a\" : 1\n}");
}

TEST(JsonText, what_is_not_an_object_is_refused) {
    for (const auto* text : {"", "[]", "{", "{\"a\":}", "{\"a\":1", "{\"a\":1}}", "{\"a\":[}",
                             "{a:1}", "{\"a\":1 /* }", "{\"a\" 1}", "{\"a\":1} x", "{\"a\":,}"}) {
        EXPECT_FALSE(json_member(text, "a")) << text;
    }
}

TEST(JsonText, brackets_without_end_are_refused) {
    EXPECT_FALSE(json_member("{\"a\":" + std::string(200'000, '['), "a"));
}

}  // namespace
}  // namespace primum::formats
