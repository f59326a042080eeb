#include "base/hex.h"

#include "base/byte_reader.h"

namespace primum {
namespace {

constexpr std::string_view digits_of_hex = "0123456789abcdef";

std::optional<unsigned> value_of(char digit) {
    if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
    const auto position = digits_of_hex.find(digit);
    if (position == std::string_view::npos) return std::nullopt;
    return static_cast<unsigned>(position);
}

}  // namespace

std::string hex_of(BytesView bytes) {
    std::string digits;
    digits.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        digits += digits_of_hex[std::to_integer<unsigned>(byte) >> 4U];
        digits += digits_of_hex[std::to_integer<unsigned>(byte) & 15U];
    }
    return digits;
}

std::optional<Bytes> bytes_of_hex(std::string_view digits) {
    if (digits.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const auto high = value_of(digits[i]);
        const auto low = value_of(digits[i + 1]);
        if (!high || !low) return std::nullopt;
        bytes.push_back(static_cast<std::byte>(*high << 4U | *low));
    }
    return bytes;
}

std::string text_of_hex(std::string_view digits) {
    return std::string(as_text(bytes_of_hex(digits).value_or(Bytes())));
}

}  // namespace primum
