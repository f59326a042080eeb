#include "passwords/judge.h"

#include <gtest/gtest.h>

#include "passwords/wiped_text.h"

namespace primum::passwords {
namespace {

const std::vector<std::string> common{"azerty", "soleil", "marseille", "motdepasse", "cabinet"};

Level level(std::string_view password) { return judge(password, common).level; }

TEST(Judge, the_equivalents_of_eighty_bits_stand_alone) {
    EXPECT_EQ(level("vK7#pq2!Zx9m"), Level::alone);    // Twelve of four kinds: 79.5 bits.
    EXPECT_EQ(level("vK7hpq2RZx9mWd"), Level::alone);  // Fourteen of three kinds.
    EXPECT_EQ(level("girafe ventre tuyau orage clavier brique sentier"), Level::alone);
    EXPECT_EQ(level("qzjvkwxhfmtrbpnlgd"), Level::alone);  // Eighteen letters: 84 bits.
}

TEST(Judge, shorter_ones_need_a_limit_on_tries) {
    EXPECT_EQ(level("vK7#pq2!Zx9"), Level::restricted);    // Eleven.
    EXPECT_EQ(level("vK7hpq2RZx9mW"), Level::restricted);  // Thirteen of three kinds.
    EXPECT_EQ(level("vK7#pq2!"), Level::restricted);       // Eight of four kinds: 53 bits.
    EXPECT_EQ(level("vK7#pq2"), Level::unlock);            // Seven: 46 bits.
}

TEST(Judge, a_code_of_four_digits_unlocks_a_device_and_three_unlock_nothing) {
    EXPECT_EQ(level("7305"), Level::unlock);
    EXPECT_EQ(level("730"), Level::none);
    EXPECT_EQ(level(""), Level::none);
}

TEST(Judge, a_long_password_of_usual_words_is_guessed_early) {
    for (const auto* password :
         {"Marseille13!", "Motdepasse123!", "Azerty123456!", "Password1234!"}) {
        const auto verdict = judge(password, common);
        EXPECT_LT(verdict.level, Level::alone) << password;
        EXPECT_TRUE(verdict.is_guessed_early) << password;
    }
}

TEST(Judge, french_words_count_only_when_they_are_given) {
    EXPECT_LT(judge("Marseille13!", common).guessed_bits, judge("Marseille13!", {}).guessed_bits);
}

TEST(Judge, seven_times_the_same_word_are_not_seven_words) {
    const auto verdict = judge("chat chat chat chat chat chat chat", common);
    EXPECT_EQ(verdict.words, 1U);
}

TEST(Judge, characters_are_counted_and_not_bytes) {
    EXPECT_EQ(judge("éàü€", common).length, 4U);
    EXPECT_TRUE(judge("é", common).special);
}

TEST(Judge, a_very_long_one_is_judged_by_its_beginning_in_little_time) {
    const auto verdict = judge(std::string(100'000, 'a'), common);
    EXPECT_EQ(verdict.length, 100'000U);
    EXPECT_TRUE(verdict.is_guessed_early);
}

TEST(WipedText, takes_back_whole_characters_and_never_grows) {
    WipedText text;
    for (const char character : std::string_view("aé")) EXPECT_TRUE(text.append(character));
    text.take_back();
    EXPECT_EQ(text.view(), "a");
    while (text.append('x')) {
    }
    EXPECT_EQ(text.view().size(), 1024U);
    WipedText moved(std::move(text));
    EXPECT_EQ(moved.view().size(), 1024U);
}

}  // namespace
}  // namespace primum::passwords
