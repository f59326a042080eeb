#include "formats/office/open_document.h"

#include <gtest/gtest.h>

#include "formats/office/html_text.h"
#include "formats/office/rich_text.h"

namespace primum::formats {
namespace {

TEST(OpenXml, runs_are_joined_and_paragraphs_parted) {
    EXPECT_EQ(
        open_xml_text(
            "<w:p><w:r><w:t>Mada</w:t></w:r><w:r><w:t xml:space=\"preserve\">me </w:t>"
            "<w:tab/><w:t>X&amp;Y &#233;</w:t></w:r></w:p><w:p><w:instrText>PAGE</w:instrText>"
            "<w:t/></w:p>"),
        "Madame \tX&Y é\n\n");
}

// The quick way past tags that stood there before: it must not be taken in another state.
TEST(OpenXml, the_same_tags_mean_the_same_where_they_stand_in_the_same_place) {
    EXPECT_EQ(open_xml_text("<w:p><w:t>un</w:t></w:p><w:p><w:t>deux</w:t></w:p><w:p><w:t>trois"
                            "</w:t></w:p><w:p><w:t/>loin</w:p><w:p><w:t>quatre</w:t></w:p>"),
              "un\ndeux\ntrois\n\nquatre\n");
    // Between elements, then within one.
    EXPECT_EQ(open_xml_text("a<b/>b<b/>c<w:t>d<b/>e<b/>f</w:t>g<b/>h"), "def");
    EXPECT_EQ(open_xml_text("<w:t>a<w:tab/>b<w:tab/><w:br/>c<w:tab/>d<w:ta"), "a\tb\t\nc\td");
    EXPECT_EQ(open_xml_text("<t>a</t><!-- <t> --><t>b</t><!-- <t> --><t>c"), "abc");
}

TEST(OpenXml, an_entity_of_the_document_is_never_expanded) {
    const auto text = open_xml_text(
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]>"
        "<w:t>&b;</w:t>");
    EXPECT_EQ(text, "&b;");
}

TEST(OpenDocument, cells_are_parted_by_tabs) {
    EXPECT_EQ(open_document_text(
                  "<table:table-row><table:table-cell><text:p>NOM</text:p></table:table-cell>"
                  "<table:table-cell><text:p>a<text:s/>b</text:p></table:table-cell>"
                  "</table:table-row>"),
              "NOM\n\ta b\n\t\n");
}

TEST(OpenDocument, encryption_stands_in_the_manifest) {
    EXPECT_TRUE(manifest_says_encrypted("<m:file-entry><m:encryption-data/></m:file-entry>"));
    EXPECT_FALSE(manifest_says_encrypted("<m:file-entry/>"));
}

TEST(Sheet, cells_show_what_they_refer_to) {
    WorkbookParts parts;
    read_shared_strings(
        "<sst><si><t>NOM</t></si><si><r><t>DU</t></r><r><t>PONT</t></r><rPh><t>x</t></rPh></si>"
        "<si/></sst>",
        parts);
    read_styles(
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd\\/mm\\/yyyy\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf "
        "numFmtId=\"14\"/></cellXfs></styleSheet>",
        parts);
    ASSERT_EQ(parts.strings.size(), 3U);
    EXPECT_EQ(
        sheet_text(
            "<row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>20891</v></c><c s=\"2\"><v>20891</v></c>"
            "<c><v>185057512345673</v></c><c t=\"inlineStr\"><is><t>ici</t></is></c>"
            "<c t=\"s\"><v>99</v></c><c/></row>",
            parts),
        "DUPONT\t12/03/1957\t12/03/1957\t185057512345673\tici\t\t\n");
}

TEST(Sheet, a_cell_shows_the_same_however_it_is_written) {
    WorkbookParts parts;
    read_shared_strings(
        "<sst><si><t>a &lt; b</t></si><si><t xml:space=\"preserve\">c </t></si><si><t></t></si>"
        "<x:si><x:t>d</x:t></x:si><si><t>e</t><rPh><t>x</t></rPh></si></sst>",
        parts);
    ASSERT_EQ(parts.strings.size(), 5U);
    EXPECT_EQ(parts.strings[0], "a < b");
    EXPECT_EQ(parts.strings[3], "d");
    EXPECT_EQ(sheet_text("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v >1</v ></c><c t=\"s\"><f>1</f>"
                         "<v>2</v></c><x:c t=\"s\"><x:v>3</x:v></x:c><c t=\"str\"><v>&amp;</v></c>"
                         "<c><v>7<!-- --></v><z/></c><c><v/></c><c t=\"s\"><v>4</v></c></row>",
                         parts),
              "a < b\tc \t\td\t&\t7\t\te\t\n");
}

TEST(Sheet, a_workbook_may_count_from_1904) {
    WorkbookParts parts;
    parts.styles = {CellStyle::date};
    read_workbook("<workbook><workbookPr date1904=\"1\"/></workbook>", parts);
    EXPECT_EQ(sheet_text("<c><v>19429</v></c>", parts), "12/03/1957\t");
}

TEST(RichText, characters_of_all_spellings_are_read) {
    EXPECT_EQ(rich_text("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}"
                        "N\\'e9(e) le 12/03/1957\\par \\u233?l\\u8217 ' {\\pict 0102}fin}"),
              "Né(e) le 12/03/1957\nél’ fin");
}

TEST(RichText, what_ends_early_is_read_as_far_as_it_goes) {
    const std::string rtf = "{\\rtf1\\ansi{\\b gras \\'e9}\\u55357?\\u56832?\\bin3 {}}suite}";
    for (std::size_t size = 0; size <= rtf.size(); ++size) rich_text(rtf.substr(0, size));
    EXPECT_EQ(rich_text(rtf), "gras é😀suite");
}

TEST(RichText, packed_text_is_unpacked) {
    // The example of [MS-OXRTFCP] 4.1.1.
    const unsigned char packed[] = {0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a,
                                    0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00,
                                    0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
                                    0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77,
                                    0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0};
    const auto text = unpack_rich_text(std::as_bytes(std::span(packed)));
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    EXPECT_FALSE(unpack_rich_text({}));
}

TEST(HtmlText, only_what_is_shown_is_read) {
    EXPECT_EQ(
        html_text("<html><head><style>p{}</style><script>var a='<p>';</script></head>"
                  "<body><p>Dossier m&eacute;dical</p>&#201;t&#xE9; &amp; &inconnu;</body></html>"),
        "\nDossier médical\nÉté & &inconnu;");
}

TEST(HtmlText, a_page_that_is_not_utf8_is_windows) { EXPECT_EQ(html_text("<p>\xE9</p>"), "\né\n"); }

TEST(CellText, a_format_is_a_date_when_it_has_days_and_years) {
    EXPECT_EQ(style_of_format("dd/mm/yy"), CellStyle::date);
    EXPECT_EQ(style_of_format("[$-40C]d mmmm yyyy"), CellStyle::date);
    EXPECT_EQ(style_of_format("0.00"), CellStyle::number);
    EXPECT_EQ(style_of_format("\"day\" 0 \"year\""), CellStyle::number);
    EXPECT_EQ(text_of_number(1.5, CellStyle::number, DateSystem::since_1900), "1.5");
    EXPECT_EQ(text_of_number(-3, CellStyle::date, DateSystem::since_1900), "-3");
}

}  // namespace
}  // namespace primum::formats
