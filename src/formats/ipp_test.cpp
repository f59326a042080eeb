#include "formats/ipp.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

constexpr auto answer_of_a_printer =
    "0101 0000 00000001"
    "01 47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "04 44 001c 7572692d61757468656e7469636174696f6e2d737570706f72746564 0004 6e6f6e65"
    "   44 0000 0005 6261736963"
    "   44 0016 7572692d73656375726974792d737570706f72746564 0004 6e6f6e65"
    "   41 0016 7072696e7465722d6d616b652d616e642d6d6f64656c 0005 4c61736572"
    "03";

TEST(Ipp, the_question_names_the_printer_and_three_attributes) {
    const auto question = ipp_question("ipp://127.0.0.1:631/ipp/print");
    const auto text = std::string(as_text(question));
    EXPECT_TRUE(text.starts_with(std::string_view("\x01\x01\0\x0B\0\0\0\x01\x01", 9)));
    for (const auto* part : {"printer-uri", "ipp://127.0.0.1:631/ipp/print", "requested-attributes",
                             "printer-make-and-model", "uri-authentication-supported"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(question.back(), std::byte{3});
}

TEST(Ipp, a_printer_tells_what_it_is_and_whom_it_serves) {
    const auto answer = parse_ipp_answer(from_hex(answer_of_a_printer));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->served());
    EXPECT_EQ(answer->make_and_model, "Laser");
    EXPECT_EQ(answer->authentication, (std::vector<std::string>{"none", "basic"}));
    EXPECT_EQ(answer->security, std::vector<std::string>{"none"});
}

TEST(Ipp, a_refusal_is_told_apart) {
    const auto answer = parse_ipp_answer(from_hex("0200 0403 00000001 01 03"));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->asks_for_login());
    EXPECT_FALSE(answer->served());
}

TEST(Ipp, a_cut_or_foreign_answer_is_an_error) {
    const auto whole = from_hex(answer_of_a_printer);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(parse_ipp_answer(BytesView(whole).first(size))) << size;
    }
    EXPECT_FALSE(parse_ipp_answer(as_bytes("<html></html>")));
    EXPECT_FALSE(parse_ipp_answer(from_hex("0101 0000 00000002 01 03")));  // Of another request.
}

TEST(Ipp, attributes_without_end_are_an_error) {
    auto endless = from_hex("0101 0000 00000001");
    endless.insert(endless.end(), 2 * ipp_attributes_max, std::byte{4});
    EXPECT_FALSE(parse_ipp_answer(endless));
}

}  // namespace
}  // namespace primum::formats
