#include "formats/french_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/byte_reader.h"
#include "formats/utf8.h"

namespace primum::formats {
namespace {

// U+00C0 to U+00FF, one by one; a space where there is no letter.
constexpr std::array<std::string_view, 64> latin_letters{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};

// What a character beyond ASCII becomes; empty for one that only puts an accent on the one before.
std::string_view folded(std::uint32_t character) {
    if (character >= 0xc0 && character <= 0xff) return latin_letters[character - 0xc0];
    if (character >= 0x300 && character <= 0x36f) return "";
    switch (character) {
        case 0x152:
        case 0x153:
            return "oe";
        case 0xb4:  // Accents and primes that people type for an apostrophe.
        case 0x2b9:
        case 0x2bc:
        case 0x2018:
        case 0x2019:
        case 0x2032:
            return "'";
        case 0xad:  // A hyphen shown at a line's end only.
        case 0x2010:
        case 0x2011:
        case 0x2013:
            return "-";
        case 0xb0:
        case 0xba:
            return "o";  // "n° 3" and "nº 3".
        case 0xb5:
        case 0x3bc:
            return "u";
        default:
            return " ";
    }
}

// The upper halves of the three encodings of one byte a character, as Unicode where French needs it
// and as a space elsewhere. Windows-1252 is Latin-1 from 0xa0 on.
constexpr std::array<std::uint16_t, 32> windows_low{
    ' ', ' ',    ' ',    ' ', ' ', ' ', ' ',    ' ',    ' ', ' ', ' ', ' ', 0x152, ' ', ' ', ' ',
    ' ', 0x2019, 0x2019, ' ', ' ', ' ', 0x2013, 0x2013, ' ', ' ', ' ', ' ', 0x153, ' ', ' ', 0xff};

constexpr std::array<std::uint16_t, 48> cp850_low{
    0xc7, 0xfc, 0xe9, 0xe2, 0xe4, 0xe0, 0xe5, 0xe7, 0xea, 0xeb, 0xe8, 0xef, 0xee, 0xec, 0xc4, 0xc5,
    0xc9, 0xe6, 0xc6, 0xf4, 0xf6, 0xf2, 0xfb, 0xf9, 0xff, 0xd6, 0xdc, 0xf8, ' ',  0xd8, ' ',  ' ',
    0xe1, 0xed, 0xf3, 0xfa, 0xf1, 0xd1, ' ',  0xba, ' ',  ' ',  ' ',  ' ',  ' ',  ' ',  ' ',  ' '};

constexpr std::array<std::uint16_t, 128> mac_roman{
    0xc4,  0xc5,  0xc7,   0xc9,   0xd1, 0xd6, 0xdc,   0xe1,   0xe0, 0xe2, 0xe4, 0xe3, 0xe5,
    0xe7,  0xe9,  0xe8,   0xea,   0xeb, 0xed, 0xec,   0xee,   0xef, 0xf1, 0xf3, 0xf2, 0xf4,
    0xf6,  0xf5,  0xfa,   0xf9,   0xfb, 0xfc, ' ',    0xb0,   ' ',  ' ',  ' ',  ' ',  ' ',
    0xdf,  ' ',   ' ',    ' ',    ' ',  ' ',  ' ',    0xc6,   0xd8, ' ',  ' ',  ' ',  ' ',
    ' ',   0xb5,  ' ',    ' ',    ' ',  ' ',  ' ',    ' ',    0xba, ' ',  0xe6, 0xf8, ' ',
    ' ',   ' ',   ' ',    ' ',    ' ',  ' ',  ' ',    ' ',    ' ',  ' ',  0xc0, 0xc3, 0xd5,
    0x152, 0x153, 0x2013, 0x2013, ' ',  ' ',  0x2019, 0x2019, ' ',  ' ',  0xff, ' ',  ' ',
    ' ',   ' ',   ' ',    ' ',    ' ',  ' ',  ' ',    ' ',    ' ',  ' ',  0xc2, 0xca, 0xc1,
    0xcb,  0xc8,  0xcd,   0xce,   0xcf, 0xcc, 0xd3,   0xd4,   ' ',  0xd2, 0xda, 0xdb, 0xd9,
    ' ',   ' ',   ' ',    ' ',    ' ',  ' ',  ' ',    ' ',    ' ',  ' ',  ' '};

std::uint32_t character_of(unsigned char byte, TextEncoding encoding) {
    if (encoding == TextEncoding::mac_roman) return mac_roman[byte - 0x80U];
    if (encoding == TextEncoding::cp850) {
        if (byte < 0xb0) return cp850_low[byte - 0x80U];
        constexpr std::string_view capitals("\xb5\xc1\xb6\xc2\xb7\xc0\xd4\xc8\xd2\xca\xd3\xcb");
        const auto at = capitals.find(static_cast<char>(byte));
        if (at == std::string_view::npos) return byte == 0xf8 ? 0xb0 : ' ';
        constexpr std::array<std::uint16_t, 12> meant{0xc1, 0xc1, 0xc2, 0xc2, 0xc0, 0xc0,
                                                      0xc8, 0xc8, 0xca, 0xca, 0xcb, 0xcb};
        return meant[at];
    }
    return byte < 0xa0 ? windows_low[byte - 0x80U] : byte;
}

// --- Many bytes at a time ------------------------------------------------------------------------

// Sixteen on every processor of the PC family, eight elsewhere.
#if defined(__SSE2__)

constexpr std::size_t block_bytes = 16;

// Copies a block in small letters, and gives a bit for each byte that is no ASCII or a control
// character.
unsigned copy_block(const char* from, char* to) {
    const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    // Signed: a byte beyond ASCII is below the space too.
    const auto special = _mm_cmplt_epi8(block, _mm_set1_epi8(' '));
    const auto is_capital = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('A' - 1)),
                                          _mm_cmplt_epi8(block, _mm_set1_epi8('Z' + 1)));
    const auto small = _mm_or_si128(block, _mm_and_si128(is_capital, _mm_set1_epi8(0x20)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), small);
    return static_cast<unsigned>(_mm_movemask_epi8(special));
}

std::size_t first_byte(unsigned mask) { return static_cast<std::size_t>(std::countr_zero(mask)); }

#else


constexpr std::size_t block_bytes = 8;
constexpr std::uint64_t ones = 0x0101010101010101;
constexpr std::uint64_t high_bits = 0x8080808080808080;

// A high bit for each byte that is no ASCII or a control character; right up to the lowest of them,
// which is all that is asked for.
std::uint64_t special_bytes(std::uint64_t word) {
    const auto below_space = (word - 0x20 * ones) & ~word;
    return (word | below_space) & high_bits;
}

// Right for every byte below the first that is no ASCII.
std::uint64_t lower(std::uint64_t word) {
    const auto from_a = word + (0x80 - 'A') * ones;
    const auto after_z = word + (0x7f - 'Z') * ones;
    return word | ((from_a ^ after_z) & high_bits) >> 2;
}

std::uint64_t copy_block(const char* from, char* to) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    const auto special = special_bytes(word);
    word = lower(word);
    std::memcpy(to, &word, sizeof word);
    return special;
}

std::size_t first_byte(std::uint64_t mask) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
}

#endif

// U+00C0 to U+00FF where one letter stands for one, else a zero.
constexpr std::array<char, 64> single_letters = [] {
    std::array<char, 64> letters{};
    for (std::size_t i = 0; i < letters.size(); ++i) {
        letters.at(i) = latin_letters.at(i).size() == 1 ? latin_letters.at(i)[0] : '\0';
    }
    return letters;
}();

class Folder {
public:
    // Requires room_needed() bytes at `out`.
    Folder(std::string_view text, TextEncoding encoding, char* out)
        : text_(text), encoding_(encoding), begin_(out), out_(out) {}

    std::size_t fold() {
        std::size_t i = 0;
        while (i + block_bytes <= text_.size()) {
            // Past the special one it is written again.
            const auto special = copy_block(text_.data() + i, out_);
            const auto plain = special == 0 ? block_bytes : first_byte(special);
            out_ += plain;
            i += plain;
            if (special != 0) i += fold_one(i);
        }
        while (i < text_.size()) i += fold_one(i);
        return static_cast<std::size_t>(out_ - begin_);
    }

private:
    // Folds the character at `i`; gives its length.
    std::size_t fold_one(std::size_t i) {
        const auto byte = static_cast<unsigned char>(text_[i]);
        if (byte >= 0x80) return fold_character(i, byte);
        put_ascii(i, byte);
        return 1;
    }

    void put(char letter) { *out_++ = letter; }

    void put_ascii(std::size_t i, unsigned char byte) {
        if (byte == '\n' || byte == '\r') return put_line_end(i, byte);
        if (byte < 0x20) return put(byte == '\t' ? '\t' : ' ');
        put(static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
    }

    void put_line_end(std::size_t i, unsigned char byte) {
        const char next = i + 1 < text_.size() ? text_[i + 1] : '\n';
        if (byte == '\r' && next == '\n') return;
        const char before = out_ == begin_ ? '\n' : out_[-1];
        const bool inside_sentence = (before >= 'a' && before <= 'z') || before == ',';
        put(inside_sentence && next >= 'a' && next <= 'z' ? ' ' : '\n');
    }

    std::size_t fold_character(std::size_t i, unsigned char byte) {
        const bool is_pair =
            byte == 0xc3 && encoding_ == TextEncoding::utf8 && i + 1 < text_.size();
        if (is_pair) {  // Every accented letter of French, in UTF-8.
            const auto second = static_cast<unsigned char>(text_[i + 1]);
            const char letter = (second & 0xc0U) == 0x80U ? single_letters[second & 0x3fU] : '\0';
            if (letter != '\0') {
                put(letter);
                return 2;
            }
        }
        std::uint32_t character = 0;
        std::size_t length = 1;
        const auto utf8 =
            encoding_ == TextEncoding::utf8 ? utf8_character(text_.substr(i)) : Utf8Character{};
        if (utf8.length > 0) {
            character = utf8.character;
            length = utf8.length;
        } else {
            character = character_of(byte, encoding_);
        }
        for (const char letter : character < 0x80 ? std::string_view(" ") : folded(character)) {
            put(letter);
        }
        return length;
    }

    std::string_view text_;
    TextEncoding encoding_;
    char* begin_;
    char* out_;
};

// A byte beyond ASCII may become two letters; the last ones are written as a whole word.
std::size_t room_needed(std::string_view text) {
    const auto beyond_ascii = std::ranges::count_if(
        text, [](char character) { return static_cast<unsigned char>(character) >= 0x80; });
    return text.size() + static_cast<std::size_t>(beyond_ascii) + block_bytes;
}

}  // namespace

std::string_view fold_french(BytesView bytes, TextEncoding encoding, std::string& room) {
    if (encoding == TextEncoding::utf16_little || encoding == TextEncoding::utf16_big) {
        const auto utf8 = utf8_from_utf16(bytes, encoding);
        return fold_french(as_bytes(utf8), TextEncoding::utf8, room);
    }
    const auto text = as_text(bytes);
    const auto needed = room_needed(text);
    if (room.size() < needed) room.resize(needed);
    return std::string_view(room).substr(0, Folder(text, encoding, room.data()).fold());
}

std::string fold_french(BytesView bytes) {
    std::string room;
    return std::string(fold_french(bytes, guess_encoding(bytes), room));
}

}  // namespace primum::formats
