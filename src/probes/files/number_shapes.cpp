#include "probes/files/number_shapes.h"

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace primum::probes {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_word_character(char character) {
    return is_digit(character) || (character >= 'a' && character <= 'z');
}

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

}  // namespace

std::size_t number_shape_end(std::string_view folded, std::size_t begin) {
    const char first = folded[begin];
    const bool may_begin = first == '1' || first == '2' || first == '3' || first == '4' ||
                           first == '7' || first == '8';
    if (!may_begin || (begin > 0 && is_word_character(folded[begin - 1]))) return 0;
    Walker walker(folded, begin + 1);
    const bool is_one = walker.separator().digits(2) && walker.separator().month() &&
                        walker.separator().department() && walker.separator().digits(3) &&
                        walker.separator().digits(3);
    return is_one ? walker.position() : 0;
}

std::size_t next_number(std::string_view folded, std::size_t from) {
    auto at = from;
    // The rest of a number that was looked at.
    if (at > 0 && at < folded.size() && is_digit(folded[at - 1])) {
        while (at < folded.size() && is_digit(folded[at])) ++at;
    }
#if defined(__SSE2__)
    constexpr std::size_t block_bytes = 16;
    for (; at + block_bytes <= folded.size(); at += block_bytes) {
        const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(folded.data() + at));
        const auto digits = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('0' - 1)),
                                          _mm_cmplt_epi8(block, _mm_set1_epi8('9' + 1)));
        const auto mask = static_cast<unsigned>(_mm_movemask_epi8(digits));
        if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
    }
#endif
    while (at < folded.size() && !is_digit(folded[at])) ++at;
    return at;
}

}  // namespace primum::probes
