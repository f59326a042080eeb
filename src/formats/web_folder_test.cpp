#include "formats/web_folder.h"

#include <gtest/gtest.h>

#include "formats/markup.h"

namespace primum::formats {
namespace {

TEST(WebFolder, a_listing_page_gives_what_is_in_the_folder) {
    const auto folder = parse_folder_page(
        "<html><head><title>Index of /lettres/</title></head><body>"
        "<a href=\"?C=N;O=D\">Name</a><a href='../'>..</a><a href=\"/\">Parent</a>"
        "<a href=\"2024/\">2024/</a><a href=\"compte%20rendu&amp;1.txt\">x</a>"
        "<a href=\"/lettres/b.hl7\">b</a><a href=\"http://elsewhere/x\">x</a></body>",
        "/lettres/");
    ASSERT_TRUE(folder);
    const std::vector<WebEntry> expected{
        {"2024", "/lettres/2024/", true},
        {"compte rendu&1.txt", "/lettres/compte%20rendu&1.txt", false},
        {"b.hl7", "/lettres/b.hl7", false}};
    EXPECT_EQ(folder->entries, expected);
}

TEST(WebFolder, an_ordinary_page_is_no_listing) {
    EXPECT_FALSE(parse_folder_page("<title>Imprimante</title><a href=\"menu.html\">m</a>", "/"));
    EXPECT_FALSE(parse_folder_page("", "/"));
}

TEST(WebFolder, other_servers_say_it_in_other_words) {
    EXPECT_TRUE(parse_folder_page("<h1>Directory listing for /</h1>", "/"));
    EXPECT_TRUE(parse_folder_page("<title>192.168.1.20 - /lettres/</title>", "/lettres/"));
}

TEST(WebFolder, webdav_names_files_and_folders) {
    const auto folder = parse_multistatus(
        "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">"
        "<D:response><D:href>/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/>"
        "</D:resourcetype></D:prop></D:propstat></D:response>"
        "<D:response><D:href>http://nas/echange</D:href><D:propstat><D:prop><D:resourcetype>"
        "<D:collection/></D:resourcetype></D:prop></D:propstat></D:response>"
        "<D:response><D:href>/a.dcm</D:href><D:propstat><D:prop><D:resourcetype/></D:prop>"
        "</D:propstat></D:response></D:multistatus>",
        "/");
    ASSERT_TRUE(folder);
    const std::vector<WebEntry> expected{{"echange", "/echange/", true},
                                         {"a.dcm", "/a.dcm", false}};
    EXPECT_EQ(folder->entries, expected);
}

TEST(WebFolder, an_answer_that_is_no_multistatus_is_an_error_and_not_an_empty_folder) {
    EXPECT_FALSE(parse_multistatus("<html>Not found</html>", "/"));
    EXPECT_FALSE(parse_multistatus("", "/"));
}

TEST(Markup, attributes_are_read_however_they_are_quoted) {
    MarkupReader reader("<!-- <a href=no> --><A class=x HREF='a>b' ID>text</A>");
    const auto tag = reader.next();
    ASSERT_TRUE(tag);
    EXPECT_EQ(attribute_of(*tag, "href"), "a>b");
    EXPECT_EQ(attribute_of(*tag, "class"), "x");
    EXPECT_EQ(attribute_of(*tag, "missing"), "");
    EXPECT_EQ(reader.next()->text, "text");
    EXPECT_EQ(reader.next()->kind, MarkupPiece::Kind::closing);
    EXPECT_FALSE(reader.next());
}

}  // namespace
}  // namespace primum::formats
