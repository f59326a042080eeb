#include "probes/files/extract_message.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::probes::files {
namespace {

TEST(ExtractMessage, a_request_comes_back) {
    const auto again = parse_extract_request(
        to_content({.media = formats::MediaType::pdf, .images = true, .name = "lettre.pdf"}));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->media, formats::MediaType::pdf);
    EXPECT_TRUE(again->images);
    EXPECT_EQ(again->name, "lettre.pdf");
}

TEST(ExtractMessage, a_part_comes_back) {
    const auto content = part_head({.inside = "a/b.txt", .whole = false}) + "words";
    const auto answer = parse_extract_answer(1, content);
    ASSERT_TRUE(answer);
    const auto& part = std::get<ExtractedPart>(*answer);
    EXPECT_EQ(part.inside, "a/b.txt");
    EXPECT_EQ(as_text(part.bytes), "words");
    EXPECT_FALSE(part.whole);
    EXPECT_FALSE(part.image);
}

TEST(ExtractMessage, a_place_that_is_too_long_is_cut) {
    const auto content = part_head({.inside = std::string(70'000, 'x')});
    const auto answer = parse_extract_answer(1, content);
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<ExtractedPart>(*answer).inside.size(), inside_bytes_max);
}

TEST(ExtractMessage, unknown_words_are_an_error) {
    EXPECT_FALSE(parse_extract_request(""));
    EXPECT_FALSE(parse_extract_request("\x7f\x01name"));
    EXPECT_FALSE(parse_extract_answer(0, ""));
    EXPECT_FALSE(parse_extract_answer(9, ""));
    EXPECT_FALSE(parse_extract_answer(1,
                                      "\x01\xff\xff"
                                      "ab"));
    EXPECT_FALSE(parse_extract_answer(3, "\x63x"));
    EXPECT_FALSE(parse_extract_answer(3, ""));
}

}  // namespace
}  // namespace primum::probes::files
