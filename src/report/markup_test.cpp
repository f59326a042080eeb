#include "report/markup.h"

#include <gtest/gtest.h>

namespace primum::report {
namespace {

TEST(Markup, text_and_values_never_become_markup) {
    Markup markup;
    markup.element("p", {{"title", R"("><script>alert('x')</script>)"}}, "<b>&amp;</b>");
    EXPECT_EQ(std::move(markup).take(),
              "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">"
              "&lt;b&gt;&amp;amp;&lt;/b&gt;</p>");
}

TEST(Markup, elements_close_with_their_scope) {
    Markup markup;
    {
        const auto outer = markup.open("ul");
        const auto inner = markup.open("li", {{"class", "door"}});
        markup.text("é");
    }
    EXPECT_EQ(std::move(markup).take(), "<ul><li class=\"door\">é</li></ul>");
}

TEST(Markup, what_would_turn_the_reading_order_around_is_shown_as_a_stranger) {
    EXPECT_EQ(escaped("gpj.exe\u202E"), "gpj.exe\uFFFD");
    EXPECT_EQ(escaped("a\u2067b\u200Fc\u061Cd"), "a\uFFFDb\uFFFDc\uFFFDd");
}

TEST(Markup, bytes_that_are_no_text_are_shown_as_strangers) {
    EXPECT_EQ(escaped(std::string_view("a\0b\x1b[31m\x7F", 9)), "a\uFFFDb\uFFFD[31m\uFFFD");
    EXPECT_EQ(escaped("caf\xE9"), "caf\uFFFD");
    EXPECT_EQ(escaped("\u0085 \u00E9 \u202F \u2019"), "\uFFFD \u00E9 \u202F \u2019");
}

TEST(Markup, a_link_leads_into_the_page_or_to_the_web_and_nowhere_else) {
    Markup markup;
    markup.link("#annex", "a");
    markup.link("https://example.org/?a=1&b=\"", "b");
    markup.link("javascript:alert(1)", "c");
    markup.link("data:text/html,x", "d");
    EXPECT_EQ(std::move(markup).take(),
              "<a href=\"#annex\">a</a><a href=\"https://example.org/?a=1&amp;b=&quot;\">b</a>cd");
}

}  // namespace
}  // namespace primum::report
