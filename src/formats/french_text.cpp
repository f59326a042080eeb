#include "formats/french_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/byte_reader.h"
#include "formats/french_blocks.h"
#include "formats/utf8.h"

namespace primum::formats {
namespace {

// What a character beyond ASCII becomes; empty for one that only puts an accent on the one before.
constexpr std::string_view folded(std::uint32_t character) {
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

constexpr std::uint32_t character_of(unsigned char byte, TextEncoding encoding) {
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

// --- Byte by byte --------------------------------------------------------------------------------

constexpr char folded_ascii(unsigned char byte) {
    if (byte < 0x20) return byte == '\t' ? '\t' : ' ';
    return static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
}

// What one character beyond ASCII becomes where it is one letter, else a zero.
constexpr char single_letter(std::uint32_t character) {
    const auto letters = character < 0x80 ? std::string_view(" ") : folded(character);
    return letters.size() == 1 ? letters[0] : '\0';
}

// What a byte becomes where that is one letter, whatever stands beside it; else a zero.
using ByteLetters = std::array<char, 256>;

// In an encoding of one byte a character. Line ends depend on what stands beside them.
constexpr ByteLetters letters_of(TextEncoding encoding) {
    ByteLetters letters{};
    for (unsigned i = 0; i < letters.size(); ++i) {
        const auto byte = static_cast<unsigned char>(i);
        if (byte >= 0x80) {
            letters.at(i) = single_letter(character_of(byte, encoding));
        } else if (byte != '\n' && byte != '\r') {
            letters.at(i) = folded_ascii(byte);
        }
    }
    return letters;
}
constexpr ByteLetters windows_letters = letters_of(TextEncoding::windows_1252);
constexpr ByteLetters cp850_letters = letters_of(TextEncoding::cp850);
constexpr ByteLetters mac_letters = letters_of(TextEncoding::mac_roman);

// None of UTF-8, where a character may have several bytes.
const ByteLetters* byte_letters(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::windows_1252:
            return &windows_letters;
        case TextEncoding::cp850:
            return &cp850_letters;
        case TextEncoding::mac_roman:
            return &mac_letters;
        case TextEncoding::utf8:
        case TextEncoding::utf16_little:
        case TextEncoding::utf16_big:
        case TextEncoding::binary:
            break;
    }
    return nullptr;
}

constexpr std::size_t run_bytes = 8;

// Folds bytes one by one up to the first that is not one letter; gives how many. Without a branch
// for each: accents come at random.
std::size_t copy_run(const char* from, char* to, const ByteLetters& letters) {
    unsigned ends = 1U << run_bytes;
    for (unsigned i = 0; i < run_bytes; ++i) {
        const char letter = letters[static_cast<unsigned char>(from[i])];
        to[i] = letter;
        ends |= (letter == '\0' ? 1U : 0U) << i;
    }
    return static_cast<std::size_t>(std::countr_zero(ends));
}

class Folder {
public:
    Folder(std::string_view text, TextEncoding encoding, std::string& room)
        : text_(text), encoding_(encoding), letters_(byte_letters(encoding)), room_(room) {}

    std::string_view fold() && {
        constexpr std::size_t piece_bytes = 64UL * 1024;
        for (std::size_t i = 0; i < text_.size();) {
            const auto end = std::min(i + piece_bytes, text_.size());
            make_room(end - i);
            i = fold_piece(i, end);
        }
        return std::string_view(room_).substr(0, written());
    }

private:
    std::size_t written() const { return static_cast<std::size_t>(out_ - begin_); }
    char last_written() const { return out_ == begin_ ? '\n' : out_[-1]; }

    // For so many bytes and the rest of a character. A byte may become two letters, and the last
    // ones are written as a whole block.
    void make_room(std::size_t bytes) {
        constexpr std::size_t character_bytes_max = 4;
        const auto done = written();
        const auto needed = done + 2 * (bytes + character_bytes_max) + fold_block_bytes;
        if (room_.size() < needed) room_.resize(needed);
        begin_ = room_.data();
        out_ = begin_ + done;
    }

    // From `i` to `end`, or to the end of a character that begins before it.
    std::size_t fold_piece(std::size_t i, std::size_t end) {
        while (i + fold_block_bytes < end) {
            const auto done = fold_blocks(text_.substr(i, end - i), encoding_ == TextEncoding::utf8,
                                          last_written(), out_);
            i += done.read;
            out_ += done.written;
            if (i == end) break;
            const auto run = fold_run(i, end);
            i += run > 0 ? run : fold_one(i);
        }
        while (i < end) i += fold_one(i);
        return i;
    }

    // Folds what is one letter each between the two, in an encoding of one byte a character; gives
    // how many bytes.
    std::size_t fold_run(std::size_t i, std::size_t end) {
        if (letters_ == nullptr) return 0;
        const char* const from = text_.data() + i;
        std::size_t done = 0;
        for (auto run = run_bytes; run == run_bytes && i + done + run_bytes <= end;) {
            run = copy_run(from + done, out_, *letters_);
            out_ += run;
            done += run;
        }
        return done;
    }

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
        put(folded_ascii(byte));
    }

    void put_line_end(std::size_t i, unsigned char byte) {
        const char next = i + 1 < text_.size() ? text_[i + 1] : '\n';
        if (byte == '\r' && next == '\n') return;
        const char before = last_written();
        const bool inside_sentence = (before >= 'a' && before <= 'z') || before == ',';
        put(inside_sentence && next >= 'a' && next <= 'z' ? ' ' : '\n');
    }

    std::size_t fold_character(std::size_t i, unsigned char byte) {
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
    const ByteLetters* letters_;
    std::string& room_;
    char* begin_ = nullptr;
    char* out_ = nullptr;
};

}  // namespace

std::string_view fold_french(BytesView bytes, TextEncoding encoding, std::string& room) {
    if (encoding == TextEncoding::utf16_little || encoding == TextEncoding::utf16_big) {
        const auto utf8 = utf8_from_utf16(bytes, encoding);
        return fold_french(as_bytes(utf8), TextEncoding::utf8, room);
    }
    return Folder(as_text(bytes), encoding, room).fold();
}

std::string fold_french(BytesView bytes) {
    std::string room;
    return std::string(fold_french(bytes, guess_encoding(bytes), room));
}

}  // namespace primum::formats
