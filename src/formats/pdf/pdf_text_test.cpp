#include "formats/pdf/pdf_text.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

constexpr std::size_t text_bytes_max = 1'000'000;

// Stands for a library: what was "deflated" here begins with "Z".
std::optional<std::string> inflate(std::string_view deflated, std::size_t size_bytes_max) {
    if (!deflated.starts_with('Z') || deflated.size() > size_bytes_max) return std::nullopt;
    return std::string(deflated.substr(1));
}

std::string stream(std::string_view content, std::string_view entries = "") {
    return fmt::format("<< /Length {} {}>>\nstream\n{}\nendstream", content.size(), entries,
                       content);
}

// A file of one page that draws `content`, with `font` as its /F1 and more objects from 6 on.
std::string file_of(std::string_view content, std::string_view font,
                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> "
        "/XObject << /X1 6 0 R >> >> >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", stream(content), std::string(font)};
    objects.insert(objects.end(), more.begin(), more.end());
    std::string file = "%PDF-1.4\n";
    int number = 0;
    for (const auto& object : objects)
        file += fmt::format("{} 0 obj\n{}\nendobj\n", ++number, object);
    return file + "trailer << /Root 1 0 R >>\n%%EOF\n";
}

std::optional<std::string> text_of(const std::string& file) {
    return pdf_text(as_bytes(file), inflate, text_bytes_max);
}

constexpr std::string_view helvetica =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
// "a" to "d", each half as wide as high.
constexpr std::string_view with_widths =
    "<< /Type /Font /Subtype /TrueType /BaseFont /Any /Encoding /WinAnsiEncoding "
    "/FirstChar 97 /Widths [500 500 500 500] >>";

TEST(PdfText, lines_are_told_apart_by_where_they_are_drawn) {
    const auto text = text_of(file_of(
        "BT /F1 11 Tf 14 TL 50 780 Td (n\\351e \\(Martin\\)) Tj T* (le 3) Tj 0 -14 Td (mai) Tj ET",
        helvetica));
    EXPECT_EQ(text,
              "n\xC3\xA9"
              "e (Martin)\nle 3\nmai\n\f");
}

TEST(PdfText, a_gap_is_a_space_and_kerning_is_none) {
    EXPECT_EQ(text_of(file_of("BT /F1 10 Tf [(ab) 40 (c) -300 (d)] TJ ET", with_widths)),
              "abc d\n\f");
    // Drawn one by one, in pieces of text of their own.
    EXPECT_EQ(text_of(file_of("BT /F1 10 Tf 1 0 0 1 0 0 Tm (ab) Tj ET "
                              "BT 1 0 0 1 10 0 Tm (c) Tj ET BT 1 0 0 1 18 0 Tm (d) Tj ET",
                              with_widths)),
              "abc d\n\f");
}

// ASCII is read many letters at a time; what has an "é" in it is not.
TEST(PdfText, spaces_and_widths_count_the_same_whichever_way_letters_are_read) {
    for (const std::string_view end : {"", "\\351"}) {
        const std::string letter = end.empty() ? "" : "\xC3\xA9";
        const auto drawn = [&](std::string_view text) {
            return text_of(
                file_of(fmt::format("BT /F1 10 Tf ( ) Tj ({}{}) Tj ( c ) Tj (d) Tj ET", text, end),
                        with_widths));
        };
        EXPECT_EQ(drawn("ab"), fmt::format("ab{} c d\n\f", letter));
        EXPECT_EQ(drawn(" a  b"), fmt::format("a b{} c d\n\f", letter));
        const auto longer = std::string(63, 'a') + " b " + std::string(70, 'c');
        EXPECT_EQ(drawn(longer), fmt::format("{}{} c d\n\f", longer, letter));
        // Where each letter is half as wide as high, what follows the third begins a word.
        EXPECT_EQ(text_of(file_of(fmt::format("BT /F1 10 Tf (ab{}) Tj ET BT 1 0 0 1 {} 0 Tm (c) Tj "
                                              "ET BT 1 0 0 1 40 0 Tm (d) Tj ET",
                                              end, 10),
                                  with_widths)),
                  fmt::format("ab{}c d\n\f", letter));
    }
}

TEST(PdfText, a_table_for_copying_says_what_two_byte_codes_mean) {
    const auto table = stream(
        "1 beginbfchar <0003> <00660069> endbfchar 1 beginbfrange <0004> <0006> <0061> endbfrange "
        "1 beginbfrange <0007> <0008> [<00E9> <0078>] endbfrange");
    const auto text = text_of(file_of(
        "BT /F1 10 Tf <000300040005000600070008> Tj ET",
        "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>",
        {table, "<< /Subtype /CIDFontType2 /DW 500 /W [3 [600 500] 5 6 400] >>"}));
    EXPECT_EQ(text, "fiabc\xC3\xA9x\n\f");
}

TEST(PdfText, drawings_within_the_page_are_read_in_their_place) {
    const auto form =
        stream("BT /F1 10 Tf (dedans) Tj ET", "/Subtype /Form /Matrix [1 0 0 1 0 100] ");
    EXPECT_EQ(text_of(file_of("BT /F1 10 Tf (avant) Tj ET q /X1 Do Q", helvetica, {form})),
              "avant\ndedans\n\f");
}

TEST(PdfText, deflated_streams_and_objects_in_streams_are_read) {
    const auto deflated = stream("ZBT /F1 9 Tf (ab) Tj ET", "/Filter /FlateDecode ");
    const std::string file =
        "2 0 obj << /Kids [3 0 R] >> endobj 3 0 obj << /Contents 4 0 R /Resources << /Font << /F1 "
        "6 0 R >> >> >> endobj 4 0 obj " +
        deflated + " endobj 6 0 obj " + std::string(helvetica) + " endobj 7 0 obj " +
        stream("Z1 0 << /Type /Catalog /Pages 2 0 R >>",
               "/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode] ") +
        " endobj 8 0 obj " + stream("Z", "/Type /XRef /Root 1 0 R ") + " endobj startxref 0 %%EOF";
    EXPECT_EQ(text_of(file), "ab\n\f");
}

TEST(PdfText, of_objects_with_one_number_the_last_counts) {
    auto file = file_of("BT /F1 11 Tf (ancien) Tj ET", helvetica);
    file += "4 0 obj\n" + stream("BT /F1 11 Tf (nouveau) Tj ET") + "\nendobj\n";
    EXPECT_EQ(text_of(file), "nouveau\n\f");
}

// Each would be read wrongly, or in part: a library that knows all of PDF shall do it.
TEST(PdfText, what_is_not_known_for_sure_is_left_to_others) {
    constexpr std::string_view drawn = "BT /F1 11 Tf (ab) Tj ET";
    const auto plain = file_of(drawn, helvetica);
    ASSERT_TRUE(text_of(plain));
    EXPECT_FALSE(text_of(plain + "trailer << /Root 1 0 R /Encrypt 9 0 R >>"));
    EXPECT_FALSE(text_of(file_of(drawn, helvetica, {"<< /Type /EmbeddedFile >>"})));
    EXPECT_FALSE(text_of(file_of(drawn, helvetica, {"<< /AcroForm 7 0 R >>"})));
    // Letters of its own, with no word about what they are.
    EXPECT_FALSE(text_of(file_of(drawn, "<< /Subtype /TrueType /BaseFont /ABCDEF+Own >>")));
    EXPECT_FALSE(text_of(file_of(drawn, "<< /Subtype /Type3 >>")));
    // Two words beside each other, of letters whose width is not known.
    EXPECT_FALSE(text_of(file_of("BT /F1 11 Tf (ab) Tj 30 0 Td (cd) Tj ET", helvetica)));
    // Pictures of pages.
    EXPECT_FALSE(text_of(file_of("q /X1 Do Q", helvetica, {stream("", "/Subtype /Image ")})));
    EXPECT_FALSE(text_of(""));
    EXPECT_FALSE(text_of("%PDF-1.4"));
}

TEST(PdfText, circles_end) {
    EXPECT_FALSE(text_of(
        "1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [2 0 R] >> endobj trailer << /Root 1 0 "
        "R >>"));
    EXPECT_FALSE(text_of("1 0 obj 1 0 R endobj trailer << /Root 1 0 R >>"));
    const auto form = stream("/X1 Do", "/Subtype /Form ");
    EXPECT_FALSE(text_of(file_of("/X1 Do", helvetica, {form})));
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

// Each of these would take hours if the same bytes were gone through again and again.
TEST(PdfText, what_names_the_same_bytes_again_and_again_is_left_to_others) {
    EXPECT_FALSE(text_of(repeated("1 0 obj<<>>(", 100'000)));
    EXPECT_FALSE(text_of(repeated("1 0 obj<<>>%", 100'000)));
    const auto heads = repeated("1 0 ", 400'000);
    EXPECT_FALSE(text_of("7 0 obj " +
                         stream("Z" + heads + "(" + std::string(1'000'000, 'a') + ")",
                                fmt::format("/Type /ObjStm /First {} /Filter "
                                            "/FlateDecode ",
                                            heads.size())) +
                         " endobj"));
    const auto table = "1 beginbfrange " + repeated("<0000> <FFFF> <0041> ", 200'000);
    EXPECT_TRUE(text_of(file_of("BT /F1 11 Tf (ab) Tj ET",
                                "<< /Subtype /TrueType /BaseFont /Own /Encoding /WinAnsiEncoding "
                                "/ToUnicode 6 0 R >>",
                                {stream(table)})));
}

TEST(PdfText, a_page_without_end_is_cut_at_the_limit) {
    const auto drawn = "BT /F1 11 Tf " + repeated("(abcdabcd) Tj ", 200'000) + "ET";
    const auto text = text_of(file_of(drawn, with_widths));
    ASSERT_TRUE(text);
    EXPECT_LT(text->size(), text_bytes_max + 100);
}

TEST(PdfText, a_file_cut_anywhere_breaks_nothing) {
    const auto whole = file_of("BT /F1 10 Tf [(ab) 40 (c) -300 (d)] TJ ET", with_widths);
    for (std::size_t size = 0; size < whole.size(); ++size) (void)text_of(whole.substr(0, size));
}

}  // namespace
}  // namespace primum::formats
