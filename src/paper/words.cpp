#include "paper/words.h"

#include <algorithm>

#include "base/text.h"
#include "paper/error_correction.h"
#include "paper/word_list.h"

namespace primum::paper {
namespace {

constexpr unsigned word_bits = 11;
constexpr unsigned version_bits = 8;
constexpr std::uint16_t version = 1;
constexpr std::string_view code_mark = "PRIMUM-PAPIER-1:";
constexpr std::string_view code_letters =
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32.
constexpr std::size_t code_length = word_count * word_bits / 5;
constexpr std::size_t illegible_max = 4;  // So that two check words are left to check.
constexpr std::size_t suggestions = 2;

// Bits are taken from the most significant down: the version, then the secret, are one long number.
class Bits {
public:
    void append(std::uint32_t value, unsigned count) {
        for (unsigned i = count; i > 0; --i) bits_.push_back((value >> (i - 1) & 1U) != 0);
    }
    std::uint32_t take(unsigned count) {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i) value = value << 1U | (bits_[position_++] ? 1U : 0U);
        return value;
    }
    ~Bits() { bits_.assign(bits_.size(), false); }
    Bits() = default;
    Bits(const Bits&) = delete;
    Bits& operator=(const Bits&) = delete;

private:
    std::vector<bool> bits_;
    std::size_t position_ = 0;
};

CodeWord code_word_of(SecretView secret) {
    Bits bits;
    bits.append(version, version_bits);
    for (const auto byte : secret) bits.append(std::to_integer<std::uint32_t>(byte), 8);
    std::array<std::uint16_t, message_words> message{};
    for (auto& word : message) word = static_cast<std::uint16_t>(bits.take(word_bits));
    return protect(message);
}

Result<> open_code_word(const CodeWord& word, std::span<std::byte, secret_bytes> secret) {
    Bits bits;
    for (std::size_t i = 0; i < message_words; ++i) bits.append(word[i], word_bits);
    const auto found = bits.take(version_bits);
    if (found != version) {
        return Error{
            ErrorKind::usage,
            say("cette clé papier est d'une version que ce programme ne connaît pas ({})",
                "this paper key is of a version that this program does not know ({})", found)};
    }
    for (auto& byte : secret) byte = static_cast<std::byte>(bits.take(8));
    return {};
}

// What stands between the two lines of "=", or everything.
std::string_view inner_part(std::string_view text) {
    const auto begin = text.find("\n====");
    if (begin == std::string_view::npos) return text;
    const auto line_end = text.find('\n', begin + 1);
    if (line_end == std::string_view::npos) return text;
    const auto end = text.find("\n====", line_end);
    return end == std::string_view::npos ? text : text.substr(line_end, end - line_end + 1);
}

struct TypedWord {
    std::string typed;                    // As it stands in the file.
    std::optional<std::uint16_t> number;  // Nothing: not a word of the list, or "?".
    bool illegible = false;               // A "?": the person knows.
};

bool is_separator(char letter) {
    return std::string_view(" \t\r,;.:|/()[]-_*").find(letter) != std::string_view::npos;
}

std::vector<TypedWord> typed_words(std::string_view text) {
    std::vector<TypedWord> words;
    for (auto line : split(text, '\n')) {
        line = line.substr(0, line.find('#'));
        std::string current;
        const auto finish = [&] {
            const bool number =
                !current.empty() && current.find_first_not_of("0123456789") == std::string::npos;
            if (!current.empty() && !number) {
                const bool illegible = current.find_first_not_of('?') == std::string::npos;
                words.push_back({current, number_of(current), illegible});
            }
            current.clear();
        };
        for (const char letter : line) {
            if (is_separator(letter))
                finish();
            else
                current += letter;
        }
        finish();
    }
    return words;
}

// The QR code's text, wherever it stands; letters that are not its own end it.
std::optional<CodeWord> scanned_code(std::string_view text) {
    const auto at = text.find(code_mark);
    if (at == std::string_view::npos) return std::nullopt;
    Bits bits;
    std::size_t letters = 0;
    for (const char letter : text.substr(at + code_mark.size())) {
        if (letter == '-' || letter == ' ' || letter == '\n' || letter == '\r') continue;
        const auto value = code_letters.find(letter);
        if (value == std::string_view::npos || letters == code_length) break;
        bits.append(static_cast<std::uint32_t>(value), 5);
        ++letters;
    }
    if (letters != code_length) return std::nullopt;
    CodeWord word{};
    for (auto& each : word) each = static_cast<std::uint16_t>(bits.take(word_bits));
    return word;
}

struct Reading {
    CodeWord word{};
    std::vector<std::size_t> unreadable;  // Illegible, or not of the list.
};

Reading reading_of(const std::vector<TypedWord>& words) {
    Reading reading;
    for (std::size_t place = 0; place < word_count; ++place) {
        reading.word[place] = words[place].number.value_or(0);
        if (!words[place].number) reading.unreadable.push_back(place);
    }
    return reading;
}

// One word too few or too many: the place where adding or leaving out one makes sense of the rest.
std::optional<Sentence> misplaced_word(const std::vector<TypedWord>& typed) {
    const bool missing = typed.size() + 1 == word_count;
    for (std::size_t place = 0; place < word_count + (missing ? 0 : 1); ++place) {
        auto words = typed;
        const auto at = words.begin() + static_cast<std::ptrdiff_t>(place);
        if (missing)
            words.insert(at, TypedWord{.typed = "?", .number = {}, .illegible = true});
        else
            words.erase(at);
        const auto reading = reading_of(words);
        if (reading.unreadable.size() > illegible_max) continue;
        const auto corrected = correct(reading.word, reading.unreadable);
        if (!corrected || corrected->places.size() > reading.unreadable.size()) continue;
        if (missing) {
            return say("il manque le mot {} : « {} »", "word {} is missing: \"{}\"", place + 1,
                       word(corrected->word[place]));
        }
        return say("le mot {}, « {} », est de trop", "word {}, \"{}\", is one too many", place + 1,
                   typed[place].typed);
    }
    return std::nullopt;
}

Error wrong_count(const std::vector<TypedWord>& words) {
    auto message = say("une clé papier a {} mots, et il y en a {} ici",
                       "a paper key has {} words, and there are {} here", word_count, words.size());
    if (words.size() + 1 == word_count || words.size() == word_count + 1) {
        if (const auto found = misplaced_word(words)) message = join(message, *found);
    }
    return {ErrorKind::usage, message};
}

// More is wrong than can be mended: what is certain, and what could be meant.
Error too_much_is_wrong(const std::vector<TypedWord>& words) {
    Sentence message =
        say("ces mots ne forment pas une clé papier", "these words are not a paper key");
    for (std::size_t place = 0; place < words.size(); ++place) {
        if (words[place].number || words[place].illegible) continue;
        const auto near =
            fmt::format("{}", fmt::join(nearest_words(words[place].typed, suggestions), ", "));
        message = join(message, say("mot {}, « {} », inconnu (peut-être {})",
                                    "word {}, \"{}\", is unknown (perhaps {})", place + 1,
                                    words[place].typed, near));
    }
    return {ErrorKind::usage, message};
}

// Names each word that is not the paper's. Illegible ones were said to be so, and are made good
// silently.
Result<> complain(const std::vector<TypedWord>& words, const Correction& corrected) {
    Sentence message;
    for (const auto place : corrected.places) {
        const auto meant = word(corrected.word[place]);
        if (words[place].illegible || number_of(words[place].typed) == corrected.word[place])
            continue;
        const auto one = say("mot {} : « {} » n'est pas celui de la clé, ce devrait être « {} »",
                             "word {}: \"{}\" is not the key's, it should be \"{}\"", place + 1,
                             words[place].typed, meant);
        message = message.french.empty() ? one
                                         : Sentence{message.french + " ; " + one.french,
                                                    message.english + "; " + one.english};
    }
    if (message.french.empty()) return {};
    return Error{ErrorKind::usage, message};
}

Result<> read_typed(const std::vector<TypedWord>& words,
                    std::span<std::byte, secret_bytes> secret) {
    if (words.size() != word_count) return wrong_count(words);
    const auto reading = reading_of(words);
    const auto illegible = std::ranges::count_if(words, &TypedWord::illegible);
    if (static_cast<std::size_t>(illegible) > illegible_max ||
        reading.unreadable.size() > check_words - 1) {
        return too_much_is_wrong(words);
    }
    const auto corrected = correct(reading.word, reading.unreadable);
    if (!corrected) return too_much_is_wrong(words);
    TRY(complain(words, *corrected));
    return open_code_word(corrected->word, secret);
}

}  // namespace

std::array<std::string_view, word_count> words_of(SecretView secret) {
    std::array<std::string_view, word_count> words;
    std::ranges::transform(code_word_of(secret), words.begin(), word);
    return words;
}

std::string code_of(SecretView secret) {
    Bits bits;
    for (const auto word : code_word_of(secret)) bits.append(word, word_bits);
    std::string code(code_mark);
    for (std::size_t i = 0; i < code_length; ++i) code += code_letters[bits.take(5)];
    return code;
}

Result<> read_words(std::string_view text, std::span<std::byte, secret_bytes> secret) {
    if (text.size() > typed_text_bytes_max) {
        return Error{ErrorKind::usage,
                     {"ce fichier est trop long pour une clé papier",
                      "this file is too long for a paper key"}};
    }
    const auto inner = inner_part(text);
    if (const auto code = scanned_code(inner)) {
        const auto corrected = correct(*code, {});
        if (corrected) return open_code_word(corrected->word, secret);
    }
    return read_typed(typed_words(inner), secret);
}

}  // namespace primum::paper
