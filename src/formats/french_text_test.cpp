#include "formats/french_text.h"

#include <array>
#include <random>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/french_blocks.h"

namespace primum::formats {
namespace {

std::string fold(std::string_view text) { return fold_french(as_bytes(text)); }

TEST(FrenchText, accents_ligatures_and_capitals_are_folded_in_utf8) {
    EXPECT_EQ(fold("Élève, cœur d’Été : N° 3"), "eleve, coeur d'ete : no 3");
    EXPECT_EQ(fold("e\xcc\x81le\xcc\x80ve"), "eleve");  // Accents as characters of their own.
}

TEST(FrenchText, each_old_encoding_is_told_by_where_it_has_its_accents) {
    EXPECT_EQ(fold("ant\xe9"
                   "c\xe9"
                   "dents op\xe9r\xe9s \xe0 c\x9cur"),
              "antecedents operes a coeur");
    EXPECT_EQ(fold("ant\x82"
                   "c\x82"
                   "dents op\x82r\x82s \x85 B\x83t."),
              "antecedents operes a bat.");
    EXPECT_EQ(fold("ant\x8e"
                   "c\x8e"
                   "dents op\x8er\x8es \x88 c\xcfur"),
              "antecedents operes a coeur");
}

TEST(FrenchText, utf16_is_read_with_and_without_its_mark_in_both_orders) {
    const std::string little("\xc9\0t\0\xe9\0 \0a\0u\0 \0l\0a\0c\0", 20);
    std::string big;
    for (std::size_t i = 0; i < little.size(); i += 2) big += {little[i + 1], little[i]};
    EXPECT_EQ(fold(little), "ete au lac");
    EXPECT_EQ(fold(big), "ete au lac");
    EXPECT_EQ(fold("\xff\xfe" + little), "ete au lac");
    EXPECT_EQ(fold("\xfe\xff" + big), "ete au lac");
}

TEST(FrenchText, a_line_end_inside_a_sentence_does_not_cut_a_phrase) {
    EXPECT_EQ(fold("compte\r\nrendu de\nconsultation"), "compte rendu de consultation");
    EXPECT_EQ(fold("Nom : Martin\nDate : hier\n\nfin"), "nom : martin\ndate : hier\n\nfin");
}

TEST(FrenchText, long_plain_runs_and_their_ends_are_folded_alike) {
    for (std::size_t length = 0; length < 40; ++length) {
        EXPECT_EQ(fold(std::string(length, 'Z')), std::string(length, 'z'));
        EXPECT_EQ(fold(std::string(length, '@') + "[A`"), std::string(length, '@') + "[a`");
    }
}

constexpr std::array<std::string_view, 22> pieces{
    "é", "È",    "ç",        "a",    "Z", "\n", "\r\n", "\r",   ",", ".",    "œ",
    "’", "\xc3", "\xc3\xc3", "\xa9", "×", "\t", "\x01", "\x7f", "Æ", "\x82", "\x8e"};

std::string random_text(std::mt19937& generator, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += pieces.at(generator() % pieces.size());
    return text;
}

// A short text is folded byte by byte, a long one in blocks.
TEST(FrenchText, wherever_a_block_begins_the_answer_is_the_same) {
    std::mt19937 generator(7);  // NOLINT(cert-msc51-cpp): the same on every run.
    std::string room;
    for (const auto encoding : {TextEncoding::utf8, TextEncoding::windows_1252, TextEncoding::cp850,
                                TextEncoding::mac_roman}) {
        const auto folded = [&](const std::string& text) {
            return std::string(fold_french(as_bytes(text), encoding, room));
        };
        for (int round = 0; round < 10'000; ++round) {
            const auto text = random_text(generator, 26) + '.';
            const std::string before(generator() % 70, '.'), after(70, '.');
            EXPECT_EQ(folded(before + text + after), before + folded(text) + after)
                << testing::PrintToString(text) << " after " << before.size();
        }
    }
}

// What a processor without AVX2 folds at a time is what is folded byte by byte.
TEST(FrenchText, blocks_of_any_processor_fold_alike) {
    std::mt19937 generator(7);  // NOLINT(cert-msc51-cpp): the same on every run.
    std::string room;
    std::size_t folded_at_once = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto text = "Déjà vu, " + random_text(generator, 20);
        std::string blocks(text.size() + fold_block_bytes, '\0');
        const auto done = fold_words(text, /*utf8=*/true, blocks.data());
        blocks.resize(done.written);
        EXPECT_EQ(fold_french(as_bytes(std::string_view(text).substr(0, done.read)),
                              TextEncoding::utf8, room),
                  blocks);
        folded_at_once += done.read;
    }
    EXPECT_GT(folded_at_once, 20'000U * 8);
}

TEST(FrenchText, bytes_that_no_text_has_are_binary) {
    EXPECT_EQ(guess_encoding(as_bytes(std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))),
              TextEncoding::binary);
    EXPECT_EQ(guess_encoding(as_bytes("plain")), TextEncoding::utf8);
}

TEST(FrenchText, rtf_loses_its_commands) {
    EXPECT_EQ(fold_french(as_bytes(without_rtf("{\\rtf1\\ansi Compte\\par rendu d'\\'e9t\\'e9}"))),
              "compte rendu d'ete");
}

}  // namespace
}  // namespace primum::formats
