#include "probes/files/text_signs.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

SignFinder finder() {
    return SignFinder::create(
               {{.sign = WordClass::stem, .weight = 1, .phrase = "cardio"},
                {.sign = WordClass::stem, .weight = 1, .phrase = "dermato"},
                {.sign = WordClass::stem, .weight = 1, .phrase = "radio"},
                {.sign = WordClass::birth, .weight = 1, .phrase = "date de naissance"},
                {.sign = WordClass::birth, .weight = 1, .phrase = "nee le"},
                {.sign = WordClass::condition, .weight = 1, .phrase = "asthme"}})
        .value();
}

constexpr std::string_view label = "date de naissance";

// `text` with the label at `at`, and the labels found in it.
std::vector<Label> labels_with_one_at(const SignFinder& signs, SignFinder::Scratch& scratch,
                                      std::string text, std::size_t at) {
    text.replace(at, label.size(), label);
    return signs.find(text, scratch).labels;
}

// A long text is looked through by pieces of 1024, 2048, 4096... bytes until it has stems enough.
TEST(TextSigns, a_label_is_found_once_wherever_it_stands) {
    const auto signs = finder();
    auto scratch = signs.make_scratch().value();
    const std::string text(12'000, '.');
    for (std::size_t at = 0; at + label.size() <= text.size(); ++at) {
        if (at % 1024 > 40 && at % 1024 < 980) continue;
        const auto labels = labels_with_one_at(signs, scratch, text, at);
        ASSERT_EQ(labels.size(), 1U) << at;
        EXPECT_EQ(labels[0].begin, at);
    }
}

TEST(TextSigns, a_label_is_found_once_before_and_after_there_are_stems_enough) {
    const auto signs = finder();
    auto scratch = signs.make_scratch().value();
    for (const std::size_t stems_at : {0U, 990U, 1010U, 1024U, 3060U, 7150U}) {
        std::string text(12'000, '.');
        text.replace(stems_at, 21, "cardio dermato radio ");
        for (std::size_t at = 0; at + label.size() <= text.size(); at += 7) {
            if (at + label.size() >= stems_at && at < stems_at + 21) continue;
            const auto labels = labels_with_one_at(signs, scratch, text, at);
            ASSERT_EQ(labels.size(), 1U) << stems_at << " " << at;
        }
    }
}

TEST(TextSigns, phrases_of_a_long_text_are_looked_for_where_there_are_stems_enough) {
    const auto signs = finder();
    auto scratch = signs.make_scratch().value();
    const std::string rest(10'000, '.');
    const auto found = [&](const std::string& text) {
        return signs.find(text, scratch).distinct_of(WordClass::condition);
    };
    EXPECT_EQ(found("asthme, cardio, dermato" + rest), 0);
    EXPECT_EQ(found("asthme, cardio, dermato" + rest + "radio"), 1);
    EXPECT_EQ(found("asthme"), 1);
}

TEST(TextSigns, labels_come_in_the_order_of_their_beginnings) {
    const auto signs = finder();
    auto scratch = signs.make_scratch().value();
    std::string text;
    for (int i = 0; i < 500; ++i) text += "nee le 1, date de naissance 2, nee le 3. ";
    const auto labels = signs.find(text, scratch).labels;
    EXPECT_EQ(labels.size(), 1500U);
    EXPECT_TRUE(std::ranges::is_sorted(labels, {}, &Label::begin));
}

TEST(TextSigns, the_end_of_a_word_stands_for_all_words_that_end_so) {
    const auto signs = SignFinder::create({{.sign = WordClass::treatment,
                                            .weight = 2,
                                            .phrase = "ectomie",
                                            .any_beginning = true}})
                           .value();
    auto scratch = signs.make_scratch().value();
    EXPECT_EQ(signs.find("une gastrectomie, puis deux colectomies", scratch)
                  .weight_of(WordClass::treatment),
              2);
    EXPECT_EQ(signs.find("un ectomien", scratch).distinct_of(WordClass::treatment), 0);
}

}  // namespace
}  // namespace primum::probes
