#include "passwords/judge.h"

#include <zxcvbn.h>

#include <string.h>
#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace primum::passwords {
namespace {

// Sizes of the alphabets that the CNIL's calculator adds up.
constexpr int letters = 26;
constexpr int digits = 10;
constexpr int specials = 37;

// Guesses within which a password falls: 10^10 for one that stands alone (an attacker who has the
// file tries for hours), 10^6 where tries are limited. The thresholds of zxcvbn's scores.
constexpr double guessed_bits_alone_min = 33.2;
constexpr double guessed_bits_restricted_min = 19.9;

constexpr std::size_t passphrase_words_min = 7;
constexpr std::size_t word_letters_min = 3;

bool is_continuation(char character) {
    return (static_cast<unsigned char>(character) & 0xC0U) == 0x80U;
}

void note_character(char character, Verdict& verdict) {
    const auto byte = static_cast<unsigned char>(character);
    if (is_continuation(character)) return;
    ++verdict.length;
    if (byte >= 'a' && byte <= 'z') {
        verdict.lower = true;
    } else if (byte >= 'A' && byte <= 'Z') {
        verdict.upper = true;
    } else if (byte >= '0' && byte <= '9') {
        verdict.digit = true;
    } else {
        verdict.special = true;  // An accented letter is as rare as a sign.
    }
}

// Different words only: "chat chat chat…" is one.
std::size_t count_words(std::string_view password) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (word.size() >= word_letters_min && std::ranges::find(words, word) == words.end()) {
            words.push_back(word);
        }
        word.clear();
    };
    for (const char character : password) {
        const bool separator =
            std::string_view(" -_.,;:/+").find(character) != std::string_view::npos;
        if (separator) {
            end_word();
        } else {
            word.push_back(character);
        }
    }
    end_word();
    return words.size();
}

double theoretical_bits(const Verdict& verdict) {
    const int alphabet = (verdict.lower ? letters : 0) + (verdict.upper ? letters : 0) +
                         (verdict.digit ? digits : 0) + (verdict.special ? specials : 0);
    return alphabet == 0 ? 0 : static_cast<double>(verdict.length) * std::log2(alphabet);
}

// The equivalents are written out: twelve characters of 99 are 79.5 bits, and meant to pass.
Level level_by_length(const Verdict& verdict) {
    const bool three_kinds = verdict.lower && verdict.upper && verdict.digit;
    const bool is_equivalent = (verdict.length >= 12 && three_kinds && verdict.special) ||
                               (verdict.length >= 14 && three_kinds) ||
                               verdict.words >= passphrase_words_min;
    if (is_equivalent || verdict.theoretical_bits >= 80) return Level::alone;
    if (verdict.theoretical_bits >= 50) return Level::restricted;
    if (verdict.theoretical_bits >= 13) return Level::unlock;
    return Level::none;
}

double guessed_bits(std::string_view password, const std::vector<std::string>& common) {
    std::string text(password.substr(0, judged_length_max));
    std::vector<const char*> dictionary;
    dictionary.reserve(common.size() + 1);
    for (const auto& word : common) dictionary.push_back(word.c_str());
    dictionary.push_back(nullptr);
    const double bits = ::ZxcvbnMatch(text.c_str(), dictionary.data(), nullptr);
    ::explicit_bzero(text.data(), text.size());
    return bits;
}

Level level_by_guessing(double bits) {
    if (bits >= guessed_bits_alone_min) return Level::alone;
    if (bits >= guessed_bits_restricted_min) return Level::restricted;
    return Level::unlock;
}

}  // namespace

Verdict judge(std::string_view password, const std::vector<std::string>& common) {
    Verdict verdict;
    for (const char character : password) note_character(character, verdict);
    verdict.words = count_words(password);
    verdict.theoretical_bits = theoretical_bits(verdict);
    verdict.guessed_bits = guessed_bits(password, common);
    const auto by_length = level_by_length(verdict);
    const auto by_guessing = level_by_guessing(verdict.guessed_bits);
    verdict.level = std::min(by_length, by_guessing);
    verdict.is_guessed_early = by_guessing < by_length;
    return verdict;
}

}  // namespace primum::passwords
