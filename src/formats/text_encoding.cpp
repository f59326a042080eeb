#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "base/byte_reader.h"
#include "formats/french_text.h"
#include "formats/utf8.h"

namespace primum::formats {
namespace {

constexpr std::size_t sample_bytes_max = 2048;
constexpr std::size_t accents_bytes_max = 1024;
constexpr std::size_t search_bytes_max = 256UL * 1024;  // For the first accent.

struct Census {
    std::array<std::size_t, 256> counts{};
    std::size_t zeros_at_even = 0;
    std::size_t zeros_at_odd = 0;
    std::size_t size = 0;

    std::size_t of(std::initializer_list<unsigned> bytes) const {
        std::size_t sum = 0;
        for (const auto byte : bytes) sum += counts[byte];
        return sum;
    }
};

Census take_census(std::string_view sample) {
    Census census{.size = sample.size()};
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto byte = static_cast<unsigned char>(sample[i]);
        ++census.counts[byte];
        if (byte == 0) ++(i % 2 == 0 ? census.zeros_at_even : census.zeros_at_odd);
    }
    return census;
}

// Western text in UTF-16 has a zero in nearly every second byte, and in those only.
bool has_every_second_zero(std::size_t here, std::size_t there, std::size_t size) {
    return size >= 8 && here * 4 > size && there * 64 < size;
}

// Control characters that texts do have: tab, line ends, page end, the marks of MLLP and of DOS.
bool is_text_control(unsigned byte) {
    static constexpr std::string_view allowed("\t\n\v\f\r\x1a\x1b\x1c\x1d");
    return allowed.find(static_cast<char>(byte)) != std::string_view::npos;
}

bool is_binary(const Census& census) {
    std::size_t controls = 0;
    for (unsigned byte = 0; byte < 0x20; ++byte) {
        if (!is_text_control(byte)) controls += census.counts[byte];
    }
    return controls * 128 > census.size;
}

// No control character but tab and line ends. Without a way out, so that many bytes are looked at
// at once: nearly all texts are so, and need no census.
bool is_plain_text(std::string_view sample) {
    std::uint8_t others = 0;
    for (const char character : sample) {
        const auto byte = static_cast<std::uint8_t>(character);
        others |= static_cast<std::uint8_t>(byte < ' ') & static_cast<std::uint8_t>(byte != '\n') &
                  static_cast<std::uint8_t>(byte != '\r') & static_cast<std::uint8_t>(byte != '\t');
    }
    return others == 0;
}

bool is_mostly_utf8(std::string_view sample) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t i = 0; i < sample.size();) {
        if (static_cast<unsigned char>(sample[i]) < 0x80) {
            ++i;
            continue;
        }
        const auto [character, length] = utf8_character(sample.substr(i));
        ++(length > 0 ? good : bad);
        i += std::max<std::size_t>(length, 1);
    }
    return good >= 4 * bad;
}

// What follows the first byte beyond ASCII, with a little before it; empty when there is none.
std::string_view accented_sample(std::string_view text) {
    text = text.substr(0, search_bytes_max);
    std::size_t at = 0;
    for (std::array<std::uint64_t, 8> words{}; at + sizeof words <= text.size();
         at += sizeof words) {
        std::memcpy(words.data(), text.data() + at, sizeof words);
        std::uint64_t any = 0;
        for (const auto word : words) any |= word;
        if ((any & 0x8080808080808080) != 0) break;
    }
    return text.substr(at, accents_bytes_max);
}

}  // namespace

TextEncoding guess_encoding(BytesView bytes) {
    const auto sample = as_text(bytes).substr(0, sample_bytes_max);
    if (sample.starts_with("\xef\xbb\xbf")) return TextEncoding::utf8;
    if (sample.starts_with("\xff\xfe")) return TextEncoding::utf16_little;
    if (sample.starts_with("\xfe\xff")) return TextEncoding::utf16_big;
    if (!is_plain_text(sample)) {
        const auto census = take_census(sample);
        if (has_every_second_zero(census.zeros_at_odd, census.zeros_at_even, sample.size())) {
            return TextEncoding::utf16_little;
        }
        if (has_every_second_zero(census.zeros_at_even, census.zeros_at_odd, sample.size())) {
            return TextEncoding::utf16_big;
        }
        if (is_binary(census)) return TextEncoding::binary;
    }
    const auto accented = accented_sample(as_text(bytes));
    if (is_mostly_utf8(accented)) return TextEncoding::utf8;
    // Where each has é, è, à, ç, ê; nothing that French uses often stands there in another.
    const auto letters = take_census(accented);
    const auto windows = letters.of({0xe9, 0xe8, 0xe0, 0xe7, 0xea, 0xc9});
    const auto dos = letters.of({0x82, 0x8a, 0x85, 0x87});
    const auto mac = letters.of({0x8e, 0x8f, 0x8d, 0x90});
    if (windows >= std::max(dos, mac)) return TextEncoding::windows_1252;
    return dos >= mac ? TextEncoding::cp850 : TextEncoding::mac_roman;
}

std::string utf8_from_utf16(BytesView bytes, TextEncoding encoding) {
    const auto text = as_text(bytes);
    const bool is_big = encoding == TextEncoding::utf16_big;
    if (!is_big && encoding != TextEncoding::utf16_little) return std::string(text);
    std::string utf8;
    utf8.reserve(text.size() / 2);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = static_cast<unsigned char>(text[i + 1]);
        const auto unit =
            static_cast<std::uint32_t>(is_big ? first << 8 | second : second << 8 | first);
        if (unit != 0xfeff) append_utf8(utf8, unit);
    }
    return utf8;
}

}  // namespace primum::formats
