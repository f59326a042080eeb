#include "paper/page.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>

#include "paper/qr_code.h"

namespace primum::paper {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PaperPage : public ::testing::TestWithParam<Language> {
protected:
    void SetUp() override {
        for (std::size_t i = 0; i < secret_.size(); ++i)
            secret_[i] = static_cast<std::byte>(i * 7 + 1);
    }
    Page page() const {
        return {.secret = secret_,
                .computer = "ACCUEIL <1>",
                .repository = "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                .reader = "1/2",
                .made = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27}}};
    }
    std::array<std::byte, secret_bytes> secret_{};
};

TEST_P(PaperPage, the_text_file_is_a_key_as_it_is) {
    std::array<std::byte, secret_bytes> read{};
    const auto answer = read_words(as_text(page(), GetParam()), read);
    ASSERT_TRUE(answer) << answer.error().message.english;
    EXPECT_EQ(read, secret_);
}

TEST_P(PaperPage, says_what_it_is_and_holds_every_word) {
    const auto text = as_text(page(), GetParam());
    const auto html = as_html(page(), GetParam()).value();
    for (const auto word : words_of(secret_)) {
        EXPECT_THAT(text, HasSubstr(word));
        EXPECT_THAT(html, HasSubstr(word));
    }
    for (const auto& written : {text, html}) {
        EXPECT_THAT(written, HasSubstr("0a1b2c3d"));
        EXPECT_THAT(written, HasSubstr("2026-11-27"));
        EXPECT_THAT(written, HasSubstr("primum vault key test"));
    }
    EXPECT_THAT(html, HasSubstr("ACCUEIL &lt;1&gt;"));
    EXPECT_THAT(html, Not(HasSubstr("http")));
}

// To look at: PRIMUM_SHOW_PAGES=/tmp/pages build/dev/bin/paper_test
TEST_P(PaperPage, can_be_looked_at) {
    const char* folder = std::getenv("PRIMUM_SHOW_PAGES");  // NOLINT(concurrency-mt-unsafe)
    if (folder == nullptr) GTEST_SKIP() << "PRIMUM_SHOW_PAGES names no folder";
    const std::string base = std::string(folder) + (GetParam() == Language::french ? "/fr" : "/en");
    std::ofstream(base + ".html") << as_html(page(), GetParam()).value();
    std::ofstream(base + ".txt") << as_text(page(), GetParam());
}

TEST_P(PaperPage, no_line_of_the_text_is_longer_than_paper) {
    const auto text = as_text(page(), GetParam());
    std::size_t start = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
        EXPECT_LE(end - start, 110U) << text.substr(start, end - start);
        start = end + 1;
    }
}

INSTANTIATE_TEST_SUITE_P(BothLanguages, PaperPage,
                         ::testing::Values(Language::french, Language::english));

TEST(QrCode, has_its_three_corners) {
    const auto code =
        QrCode::of("PRIMUM-PAPIER-1:040020G30G2GC1R81450P30D1R7H048J2CA1A5GQ30").value();
    const auto last = code.width() - 1;
    EXPECT_TRUE(code.is_dark(0, 0) && code.is_dark(0, last) && code.is_dark(last, 0));
    EXPECT_FALSE(code.is_dark(1, 1) || code.is_dark(1, last - 1) || code.is_dark(last - 1, 1));
    EXPECT_THAT(code.as_svg("Title"), HasSubstr("<title>Title</title>"));
    EXPECT_THAT(code.as_text(), HasSubstr("█▀▀▀▀▀█"));
}

TEST(QrCode, refuses_what_does_not_fit) { EXPECT_FALSE(QrCode::of(std::string(9'000, 'A'))); }

}  // namespace
}  // namespace primum::paper
