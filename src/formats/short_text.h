// ShortText: a text with a length limit set by its standard, held in place without allocation.
//
// A value type: copied, compared and returned like a number. Bytes are kept as they are; a text
// from the network goes through printable() before a person sees it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

namespace primum::formats {

template <std::size_t length_max>
class ShortText {
    static_assert(length_max <= 255);

public:
    static constexpr std::size_t capacity = length_max;  // In bytes.

    constexpr ShortText() = default;
    // For texts of our own: too long is a bug. What comes from outside goes through assign().
    constexpr explicit ShortText(std::string_view text) { CHECK(assign(text)); }

    // False, and nothing changes, when `text` is too long.
    [[nodiscard]] constexpr bool assign(std::string_view text) {
        if (text.size() > length_max) return false;
        std::copy(text.begin(), text.end(), characters_.begin());
        length_ = static_cast<std::uint8_t>(text.size());
        return true;
    }

    constexpr std::string_view view() const { return {characters_.data(), length_}; }
    constexpr bool empty() const { return length_ == 0; }
    constexpr bool operator==(const ShortText& other) const { return view() == other.view(); }

private:
    std::array<char, length_max> characters_{};
    std::uint8_t length_ = 0;
};

}  // namespace primum::formats
