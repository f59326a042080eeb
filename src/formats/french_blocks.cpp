#include "formats/french_blocks.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace primum::formats {
namespace {

// --- Every processor: eight bytes at a time ------------------------------------------------------

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

std::size_t first_byte(std::uint64_t high_bits_found) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::size_t>(std::countr_zero(high_bits_found)) / 8;
}

// By the low five bits of what follows 0xC3: a letter and its capital share them. A zero where
// there are two letters, or where the two differ.
constexpr auto accented_letters = [] {
    std::array<char, 32> letters{};
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const auto capital = latin_letters.at(i), small = latin_letters.at(i + letters.size());
        if (capital == small && small.size() == 1) letters.at(i) = small[0];
    }
    return letters;
}();

// What the two bytes at the beginning mean together; a zero when they are no accented letter.
char accented_letter(std::string_view text) {
    const bool is_pair = text.size() >= 2 && text[0] == '\xc3' &&
                         (static_cast<unsigned char>(text[1]) & 0xc0U) == 0x80;
    return is_pair ? accented_letters[static_cast<unsigned char>(text[1]) & 0x1fU] : '\0';
}

// --- AVX2: whatever else is usual, without a branch for each -------------------------------------

#if defined(__x86_64__)

#define AVX2 [[gnu::target("avx2,popcnt")]]

// Of a function into which no caller's constants are drawn. Clang knows only the half of it.
#if defined(__clang__)
#define OPAQUE [[gnu::noinline]]
#else
#define OPAQUE [[gnu::noipa]]
#endif

using Bytes32 = std::array<char, 32>;

constexpr Bytes32 all(int byte) {
    Bytes32 bytes{};
    bytes.fill(static_cast<char>(byte));
    return bytes;
}

// Sixteen of the accented letters, for each half of a block.
constexpr Bytes32 twice(std::size_t begin) {
    Bytes32 letters{};
    for (std::size_t i = 0; i < letters.size(); ++i) {
        letters.at(i) = accented_letters.at(begin + i % 16);
    }
    return letters;
}

// Bytes from `first` to `last` are above `limit` once `shift` is added: what is above `last` begins
// anew below.
struct Range {
    constexpr Range(int first, int last) : shift(all(127 - last)), limit(all(126 - last + first)) {}
    alignas(32) Bytes32 shift, limit;
};

// What blocks are compared with. In memory, where an instruction takes it from: there are more of
// them than registers, and a compiler that sees their values makes each anew for every block.
struct Constants {
    Range capitals{'A', 'Z'}, small{'a', 'z'};
    alignas(32) Bytes32 space = all(' '), tab = all('\t'), line_end = all('\n');
    alignas(32) Bytes32 return_ = all('\r'), comma = all(','), lead = all(0xc3);
    alignas(32) Bytes32 after_seconds = all(0xc0), low_bits = all(0x0f);
    alignas(32) Bytes32 first_letters = twice(0), last_letters = twice(16);
};
constexpr Constants constants;

// For each choice of bytes to drop from eight: where those that stay come from.
constexpr auto kept_bytes = [] {
    std::array<std::array<std::uint8_t, 8>, 256> kept{};
    for (unsigned drop = 0; drop < kept.size(); ++drop) {
        std::size_t count = 0;
        for (std::uint8_t i = 0; i < 8; ++i) {
            if ((drop >> i & 1U) == 0) kept.at(drop).at(count++) = i;
        }
    }
    return kept;
}();

AVX2 __m256i load(const char* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
AVX2 __m256i load(const Bytes32& bytes) { return load(bytes.data()); }
AVX2 __m256i is(__m256i bytes, const Bytes32& byte) { return _mm256_cmpeq_epi8(bytes, load(byte)); }
AVX2 __m256i is_in(__m256i bytes, const Range& range) {
    return _mm256_cmpgt_epi8(_mm256_add_epi8(bytes, load(range.shift)), load(range.limit));
}
AVX2 unsigned mask_of(__m256i bytes) { return static_cast<unsigned>(_mm256_movemask_epi8(bytes)); }
// What stands before each byte: `count` places away, in the block before for the first ones.
template <int count>
AVX2 __m256i before(__m256i bytes, __m256i previous) {
    const auto middle = _mm256_permute2x128_si256(previous, bytes, 0x21);
    return _mm256_alignr_epi8(bytes, middle, 16 - count);
}

// Small letters, and a space for each control character but the tab. Right for ASCII only.
AVX2 __m256i folded_ascii(__m256i block, const Constants& k) {
    const auto capitals = _mm256_and_si256(is_in(block, k.capitals), load(k.space));
    const auto small = _mm256_max_epu8(_mm256_or_si256(block, capitals), load(k.space));
    return _mm256_blendv_epi8(small, block, is(block, k.tab));
}

AVX2 __m256i accented(__m256i block, const Constants& k) {
    const auto place = _mm256_and_si256(block, load(k.low_bits));
    const auto first = _mm256_shuffle_epi8(load(k.first_letters), place);
    const auto last = _mm256_shuffle_epi8(load(k.last_letters), place);
    // The fifth bit chooses; blending looks at the eighth.
    return _mm256_blendv_epi8(first, last, _mm256_slli_epi16(block, 3));
}

// Which ends of lines stay: not those between a letter or a comma and a small letter. `left`: what
// is written before each.
AVX2 __m256i kept_line_ends(__m256i block, __m256i left, __m256i next, const Constants& k) {
    const auto goes_on = _mm256_or_si256(is_in(left, k.small), is(left, k.comma));
    const auto inside = _mm256_and_si256(goes_on, is_in(next, k.small));
    return _mm256_andnot_si256(inside, is(block, k.line_end));
}

// Writes eight bytes without those that `drop` has a bit for; gives where the next ones go.
AVX2 char* write_kept(long long bytes, unsigned drop, char* out) {
    const auto kept = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kept_bytes[drop].data()));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out),
                     _mm_shuffle_epi8(_mm_cvtsi64_si128(bytes), kept));
    return out + 8 - std::popcount(drop);
}

AVX2 void write_without(__m256i block, unsigned drop, char* out) {
    if (drop == 0) return _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), block);
    out = write_kept(_mm256_extract_epi64(block, 0), drop & 0xffU, out);
    out = write_kept(_mm256_extract_epi64(block, 1), drop >> 8U & 0xffU, out);
    out = write_kept(_mm256_extract_epi64(block, 2), drop >> 16U & 0xffU, out);
    write_kept(_mm256_extract_epi64(block, 3), drop >> 24U, out);
}

OPAQUE AVX2 FoldedBlocks fold_vectors(std::string_view text, bool utf8, char last_written,
                                      char* out, const Constants& k) {
    const auto may_lead = _mm256_set1_epi8(utf8 ? '\xff' : '\0');
    const auto zero = _mm256_setzero_si256();
    auto previous = _mm256_set1_epi8(last_written);  // As written, but for ends of lines.
    auto previous_returns = zero;
    std::size_t read = 0;
    char* to = out;
    while (read + fold_block_bytes < text.size()) {
        const auto block = load(text.data() + read);
        const auto next = load(text.data() + read + 1);
        const auto leads = _mm256_and_si256(is(block, k.lead), may_lead);
        const auto follows = before<1>(leads, zero);
        const auto letters = accented(block, k);
        const auto written = _mm256_blendv_epi8(folded_ascii(block, k), letters, follows);
        const auto returns = is(block, k.return_);
        const auto left =
            _mm256_blendv_epi8(before<1>(written, previous), before<2>(written, previous),
                               before<1>(returns, previous_returns));
        const auto line_ends = kept_line_ends(block, left, next, k);

        const auto dropped =
            _mm256_or_si256(leads, _mm256_and_si256(returns, is(next, k.line_end)));
        // The others: beyond ASCII, a return alone, no second byte after a first, two letters.
        const auto is_second = _mm256_and_si256(_mm256_cmpgt_epi8(load(k.after_seconds), block),
                                                _mm256_cmpgt_epi8(letters, zero));
        const auto alone = _mm256_andnot_si256(_mm256_or_si256(leads, follows), block);
        const auto others =
            mask_of(_mm256_or_si256(alone, _mm256_or_si256(_mm256_andnot_si256(is_second, follows),
                                                           _mm256_andnot_si256(dropped, returns))));
        auto drop = mask_of(dropped);
        previous = written;
        previous_returns = returns;
        std::size_t count = fold_block_bytes;
        const auto lead_mask = mask_of(leads);
        if ((others | lead_mask >> (fold_block_bytes - 1)) != 0) [[unlikely]] {
            if (others != 0) count = static_cast<std::size_t>(std::countr_zero(others));
            if (count > 0 && (lead_mask >> (count - 1) & 1U) != 0) --count;
            drop &= static_cast<unsigned>((std::uint64_t{1} << count) - 1);
            previous = before<1>(written, written);  // A first byte stays for the next block.
            previous_returns = zero;
        }
        write_without(_mm256_blendv_epi8(written, load(k.line_end), line_ends), drop, to);
        to += count - static_cast<std::size_t>(std::popcount(drop));
        read += count;
        if (others != 0) break;
    }
    return {.read = read, .written = static_cast<std::size_t>(to - out)};
}

#endif

}  // namespace

FoldedBlocks fold_words(std::string_view text, bool utf8, char* out) {
    FoldedBlocks done;
    for (std::uint64_t word = 0; done.read + sizeof word <= text.size();) {
        std::memcpy(&word, text.data() + done.read, sizeof word);
        const auto special = special_bytes(word);
        word = lower(word);
        std::memcpy(out + done.written, &word,
                    sizeof word);  // Past the special one, written again.
        const auto plain = special == 0 ? sizeof word : first_byte(special);
        done.read += plain;
        done.written += plain;
        if (special == 0) continue;
        const char letter = utf8 ? accented_letter(text.substr(done.read)) : '\0';
        if (letter == '\0') break;
        out[done.written++] = letter;
        done.read += 2;
    }
    return done;
}

FoldedBlocks fold_blocks(std::string_view text, bool utf8, char last_written, char* out) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) {
        return fold_vectors(text, utf8, last_written, out, constants);
    }
#endif
    return fold_words(text, utf8, out);
}

}  // namespace primum::formats
