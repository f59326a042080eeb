#include "paper/words.h"

#include <random>
#include <set>

#include <gmock/gmock.h>

#include "paper/error_correction.h"
#include "paper/word_list.h"

namespace primum::paper {
namespace {

using ::testing::HasSubstr;
using SecretBytes = std::array<std::byte, secret_bytes>;

SecretBytes made_secret(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    SecretBytes secret;
    for (auto& byte : secret) byte = static_cast<std::byte>(random());
    return secret;
}

std::vector<std::string> typed(std::uint64_t seed) {
    const auto words = words_of(made_secret(seed));
    return {words.begin(), words.end()};
}

std::string text_of(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

Result<SecretBytes> read(const std::string& text) {
    SecretBytes secret{};
    TRY(read_words(text, secret));
    return secret;
}

std::string complaint(const std::string& text) {
    const auto answer = read(text);
    if (answer) return "none";
    EXPECT_EQ(answer.error().kind, ErrorKind::usage);
    return answer.error().message.english;
}

TEST(WordList, no_two_words_share_their_first_four_letters) {
    std::set<std::string> prefixes;
    for (std::uint16_t number = 0; number < list_length; ++number) {
        const auto plain = plain_letters(word(number));
        EXPECT_GE(plain.size(), 5U);
        prefixes.insert(plain.substr(0, 4));
        EXPECT_EQ(number_of(word(number)), number);
        EXPECT_EQ(number_of(plain.substr(0, 4)), number);
    }
    EXPECT_EQ(prefixes.size(), list_length);
}

TEST(PaperKey, any_secret_reads_back) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto answer = read(text_of(typed(seed)));
        ASSERT_TRUE(answer) << answer.error().message.english;
        EXPECT_EQ(*answer, made_secret(seed));
    }
}

TEST(PaperKey, the_words_of_a_known_secret_never_change) {
    SecretBytes secret;
    for (std::size_t i = 0; i < secret_bytes; ++i) secret[i] = static_cast<std::byte>(i);
    EXPECT_EQ(fmt::format("{}", fmt::join(words_of(secret), " ")),
              "abrasif abaisser déesse adresse dédale insigne besace abreuver alléger époque "
              "accuser bermuda tropical ailier dogme fameux auberge palourde racine citoyen "
              "myrtille licorne gourmand public cabanon alléger polygone pulsar scalpel éclore");
    EXPECT_EQ(code_of(secret),
              "PRIMUM-PAPIER-1:040020G30G2GC1R81450P30D1R7H048J2CA1A5GQ30CHM6RW3MF1Y9H18BVE4FBJK6");
}

TEST(PaperKey, case_accents_spacing_numbers_and_punctuation_do_not_matter) {
    const auto words = typed(1);
    std::string text = "# Clé de la docteure Exemple\n\n";
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto word = plain_letters(words[i]);
        if (i % 3 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
        text += fmt::format("{:2}. {}{}", i + 1, word, i % 5 == 4 ? "\r\n" : " ,\t");
    }
    EXPECT_EQ(read(text).value(), made_secret(1));
}

TEST(PaperKey, the_first_four_letters_of_each_word_are_enough) {
    auto words = typed(2);
    for (auto& word : words) word = plain_letters(word).substr(0, 4);
    EXPECT_EQ(read(text_of(words)).value(), made_secret(2));
}

TEST(PaperKey, only_what_stands_between_two_lines_counts) {
    const auto text = "Clé papier : gardez ce papier en lieu sûr, abandon abeille.\n\n=======\n" +
                      text_of(typed(3)) + "\n=======\nabolir aborder\n";
    EXPECT_EQ(read(text).value(), made_secret(3));
}

TEST(PaperKey, the_scanned_code_is_a_key_too) {
    EXPECT_EQ(read(code_of(made_secret(4)) + "\n").value(), made_secret(4));
    auto blurred = code_of(made_secret(4));
    blurred[20] = blurred[20] == 'Z' ? 'Y' : 'Z';
    EXPECT_EQ(read(blurred).value(), made_secret(4));
}

TEST(PaperKey, a_mistyped_word_is_found_and_named) {
    for (std::size_t place = 0; place < word_count; ++place) {
        auto words = typed(5);
        const auto meant = words[place];
        words[place] = meant == "abandon" ? "abeille" : "abandon";
        const auto message = complaint(text_of(words));
        EXPECT_THAT(message, HasSubstr(fmt::format("word {}: \"{}\"", place + 1, words[place])));
        EXPECT_THAT(message, HasSubstr(fmt::format("should be \"{}\"", meant)));
    }
}

TEST(PaperKey, a_word_that_is_in_no_list_is_found_and_named) {
    auto words = typed(6);
    const auto meant = words[11];
    words[11] = "xylophoniste";
    EXPECT_THAT(complaint(text_of(words)), HasSubstr("word 12: \"xylophoniste\""));
    EXPECT_THAT(complaint(text_of(words)), HasSubstr(meant));
}

TEST(PaperKey, three_mistyped_words_are_each_named) {
    auto words = typed(7);
    words[0] = "zoologie";
    words[14] = "zone";
    words[29] = "abandon";
    const auto message = complaint(text_of(words));
    EXPECT_THAT(message, HasSubstr("word 1:"));
    EXPECT_THAT(message, HasSubstr("word 15: \"zone\""));
    EXPECT_THAT(message, HasSubstr("word 30:"));
}

TEST(PaperKey, two_swapped_words_are_named) {
    auto words = typed(8);
    std::swap(words[3], words[9]);
    const auto message = complaint(text_of(words));
    EXPECT_THAT(message, HasSubstr("word 4:"));
    EXPECT_THAT(message, HasSubstr("word 10:"));
}

TEST(PaperKey, four_words_that_cannot_be_read_are_made_good) {
    auto words = typed(9);
    for (const std::size_t place : {0U, 7U, 8U, 28U}) words[place] = "?";
    EXPECT_EQ(read(text_of(words)).value(), made_secret(9));
    words[15] = "??";
    EXPECT_THAT(complaint(text_of(words)), HasSubstr("not a paper key"));
}

TEST(PaperKey, a_missing_word_is_named_with_its_place) {
    auto words = typed(10);
    const auto missing = words[16];
    words.erase(words.begin() + 16);
    EXPECT_THAT(complaint(text_of(words)),
                HasSubstr(fmt::format("word 17 is missing: \"{}\"", missing)));
}

TEST(PaperKey, a_word_typed_twice_is_named) {
    auto words = typed(11);
    words.insert(words.begin() + 5, words[4]);
    EXPECT_THAT(complaint(text_of(words)), HasSubstr("is one too many"));
}

TEST(PaperKey, other_texts_are_no_keys) {
    EXPECT_THAT(complaint(""), HasSubstr("there are 0 here"));
    EXPECT_THAT(complaint("bonjour"), HasSubstr("there are 1 here"));
    EXPECT_THAT(complaint(std::string(100'000, 'a')), HasSubstr("too long"));
    std::vector<std::string> words(word_count, "abandon");
    words[3] = "absense";
    EXPECT_NE(complaint(text_of(words)), "none");
}

TEST(PaperKey, unknown_words_get_the_nearest_ones) {
    EXPECT_THAT(nearest_words("absense", 1), ::testing::ElementsAre("absence"));
    auto words = typed(12);
    for (std::size_t i = 0; i < 10; ++i) words[i] = "absense";
    EXPECT_THAT(complaint(text_of(words)), HasSubstr("perhaps absence"));
}

TEST(ErrorCorrection, three_errors_anywhere_are_mended) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20; ++round) {
        std::array<std::uint16_t, message_words> message{};
        for (auto& word : message) word = static_cast<std::uint16_t>(random() % 2048);
        const auto written = protect(message);
        auto read_word = written;
        std::set<std::size_t> places;
        while (places.size() < 3) places.insert(random() % code_words);
        for (const auto place : places)
            read_word[place] ^= static_cast<std::uint16_t>(1 + random() % 2047);
        const auto corrected = correct(read_word, {});
        ASSERT_TRUE(corrected);
        EXPECT_EQ(corrected->word, written);
        EXPECT_EQ(std::set(corrected->places.begin(), corrected->places.end()), places);
    }
}

TEST(ErrorCorrection, more_errors_are_refused) {
    std::mt19937_64 random(2);
    CodeWord word{};
    for (std::size_t place = 0; place < 8; ++place)
        word[place] = static_cast<std::uint16_t>(1 + random() % 2047);
    EXPECT_FALSE(correct(word, {}));
}

}  // namespace
}  // namespace primum::paper
