#include "probes/files/number_shapes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "formats/french_text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace primum::probes {
namespace {

// Walks over the groups of one number. Not for reuse.
class Walker {
public:
    Walker(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    bool digits(int count) {
        for (; count > 0; --count, ++at_) {
            if (!is_digit(here())) return false;
        }
        return true;
    }
    // 01 to 12, or what records have whose month is not known.
    bool month() {
        const char first = here();
        ++at_;
        const char second = here();
        ++at_;
        if (!is_digit(first) || !is_digit(second)) return false;
        if (first == '0') return second != '0';
        return first != '1' || second <= '2';
    }
    // The second character may be a letter of Corsica.
    bool department() {
        if (!digits(1)) return false;
        const char second = here();
        ++at_;
        return is_digit(second) || second == 'a' || second == 'b';
    }
    Walker& separator() {
        if (here() == ' ' || here() == '.' || here() == '-') ++at_;
        return *this;
    }
    std::size_t position() const { return at_; }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::string_view text_;
    std::size_t at_;
};

// The end of the number that begins at `begin`; 0 when there is none.
std::size_t number_end(std::string_view text, std::size_t begin) {
    constexpr std::string_view first_digits = "123478";
    const bool may_begin = first_digits.find(text[begin]) != std::string_view::npos;
    if (!may_begin || (begin > 0 && formats::is_folded_word_character(text[begin - 1]))) return 0;
    Walker walker(text, begin + 1);
    const bool is_one = walker.separator().digits(2) && walker.separator().month() &&
                        walker.separator().department() && walker.separator().digits(3) &&
                        walker.separator().digits(3);
    return is_one ? walker.position() : 0;
}

constexpr std::size_t block_bytes = 64;

// A bit for each byte of a block, the first the lowest.
struct Bits {
    std::uint64_t digits = 0;
    std::uint64_t possible = 0;  // What stands in a number, and a slash.
};

#if defined(__SSE2__)

__m128i is_between(__m128i bytes, char low, char high) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(high + 1))));
}

std::uint64_t bits_of(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

// Most blocks of a running text have none, and need no further look.
bool has_digit(const char* block) {
    auto any = _mm_setzero_si128();
    for (unsigned at = 0; at < block_bytes; at += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
        const auto from_zero = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
        const auto at_most_nine = _mm_min_epu8(from_zero, _mm_set1_epi8(9));
        any = _mm_or_si128(any, _mm_cmpeq_epi8(from_zero, at_most_nine));
    }
    return _mm_movemask_epi8(any) != 0;
}

Bits bits_of(const char* block) {
    Bits bits;
    for (unsigned at = 0; at < block_bytes; at += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
        const auto others =
            _mm_or_si128(is_between(bytes, 'a', 'b'), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
        // From the hyphen to the nine: the full stop and the slash lie between.
        const auto possible = _mm_or_si128(is_between(bytes, '-', '9'), others);
        bits.digits |= bits_of(is_between(bytes, '0', '9')) << at;
        bits.possible |= bits_of(possible) << at;
    }
    return bits;
}

#else

bool has_digit(const char* block) { return std::any_of(block, block + block_bytes, is_digit); }

Bits bits_of(const char* block) {
    Bits bits;
    for (unsigned at = 0; at < block_bytes; ++at) {
        const char byte = block[at];
        const bool is_other =
            byte == ' ' || byte == '-' || byte == '.' || byte == '/' || byte == 'a' || byte == 'b';
        bits.digits |= std::uint64_t{is_digit(byte)} << at;
        bits.possible |= std::uint64_t{is_digit(byte) || is_other} << at;
    }
    return bits;
}

#endif

// The block at `at`, ended by noughts where the text ends.
Bits bits_at(std::string_view text, std::size_t at) {
    if (at + block_bytes <= text.size()) return bits_of(text.data() + at);
    if (at >= text.size()) return {};
    std::array<char, block_bytes> rest{};
    std::memcpy(rest.data(), text.data() + at, text.size() - at);
    return bits_of(rest.data());
}

// Where thirteen bits in a row begin in `low`, which `high` goes on.
std::uint64_t thirteen_in_a_row(std::uint64_t low, std::uint64_t high) {
    for (const int step : {1, 2, 4, 5}) {  // 2, 4, 8, 13 in a row.
        low &= low >> step | high << (64 - step);
        high &= high >> step;
    }
    return low;
}

}  // namespace

void find_number_shapes(std::string_view folded,
                        const std::function<void(std::size_t end)>& found) {
    std::uint64_t digit_before = 0;
    std::size_t looked_at = 0;  // The block that `bits` are of, once past the first.
    auto bits = bits_at(folded, 0);
    for (std::size_t at = 0; at < folded.size(); at += block_bytes) {
        if (at + block_bytes <= folded.size() && !has_digit(folded.data() + at)) {
            digit_before = 0;
            continue;
        }
        if (at != looked_at) bits = bits_at(folded, at);
        const auto next = bits_at(folded, at + block_bytes);
        auto begins = bits.digits & ~(bits.digits << 1 | digit_before) &
                      thirteen_in_a_row(bits.possible, next.possible);
        for (; begins != 0; begins &= begins - 1) {
            const auto begin = at + static_cast<std::size_t>(std::countr_zero(begins));
            if (const auto end = number_end(folded, begin); end > 0) found(end);
        }
        digit_before = bits.digits >> (block_bytes - 1);
        bits = next;
        looked_at = at + block_bytes;
    }
}

}  // namespace primum::probes
