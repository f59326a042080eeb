#include "formats/html_page.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(HtmlPage, its_title_is_decoded_folded_and_printable) {
    const auto page = read_html_page(
        "<HTML><head><TITLE lang=fr>\n  Caf&eacute; &amp;\tl&#x27;&#233;cran\x1b[2J&bogus; "
        "</TITLE>");
    EXPECT_EQ(page.title, "Café & l'écran [2J&bogus;");
}

TEST(HtmlPage, a_title_without_end_is_cut) {
    const auto page = read_html_page("<title>" + std::string(100'000, 'a'));
    EXPECT_EQ(page.title.size(), html_title_bytes_max);
}

TEST(HtmlPage, a_password_field_is_seen_however_it_is_written) {
    for (const auto* field : {"<input type=\"password\">", "<INPUT NAME=p TYPE='PASSWORD' >",
                              "<input type=password>"}) {
        EXPECT_TRUE(read_html_page(field).asks_password) << field;
    }
    EXPECT_FALSE(read_html_page("<input type=text> password").asks_password);
}

TEST(HtmlPage, a_page_drawn_by_a_script_says_nothing_of_who_is_let_in) {
    const auto drawn = read_html_page(
        "<html><head><title>DSM</title></head><body><div id=app></div><script src=a.js></script>");
    EXPECT_TRUE(drawn.is_drawn_by_script);
    const auto written = read_html_page(
        "<script>1</script><body><p>Liste des documents partages du cabinet</p></body>");
    EXPECT_FALSE(written.is_drawn_by_script);
    EXPECT_FALSE(written.mentions_login);
    EXPECT_TRUE(read_html_page("<p>Connexion</p>").mentions_login);
}

TEST(HtmlPage, thousands_of_open_tags_take_no_time) {
    std::string html;
    while (html.size() < html_bytes_max) html += "<input <script";
    EXPECT_FALSE(read_html_page(html).asks_password);
}

TEST(HtmlPage, character_references_beyond_unicode_are_replaced) {
    EXPECT_EQ(decode_entities("&#xD800;&#9999999;"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(decode_entities("&;&#;&"), "&;&#;&");
}

}  // namespace
}  // namespace primum::formats
