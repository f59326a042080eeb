// ByteReader: walks over bytes from outside without ever stepping past their end.
//
// Every read either gives what was asked or fails with ErrorKind::malformed; nothing is consumed by
// a read that fails. The view is borrowed and must outlive the reader. Not thread-safe.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum {

enum class ByteOrder { big, little };

class ByteReader {
public:
    explicit ByteReader(BytesView bytes) : bytes_(bytes) {}

    std::size_t position() const { return position_; }
    std::size_t remaining() const { return bytes_.size() - position_; }
    bool at_end() const { return remaining() == 0; }
    BytesView rest() const { return bytes_.subspan(position_); }

    template <std::unsigned_integral Number>
    Result<Number> number(ByteOrder order) {
        if (remaining() < sizeof(Number)) return truncated();
        Number value = 0;
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            const auto byte = std::to_integer<std::uint64_t>(bytes_[position_ + i]);
            const auto shift = 8 * (order == ByteOrder::big ? sizeof(Number) - 1 - i : i);
            value = static_cast<Number>(value | byte << shift);
        }
        position_ += sizeof(Number);
        return value;
    }
    Result<std::uint8_t> u8() { return number<std::uint8_t>(ByteOrder::big); }
    Result<std::uint16_t> u16_big() { return number<std::uint16_t>(ByteOrder::big); }
    Result<std::uint32_t> u32_big() { return number<std::uint32_t>(ByteOrder::big); }
    Result<std::uint16_t> u16_little() { return number<std::uint16_t>(ByteOrder::little); }
    Result<std::uint32_t> u32_little() { return number<std::uint32_t>(ByteOrder::little); }

    Result<BytesView> take(std::size_t count) {
        if (remaining() < count) return truncated();
        const auto taken = bytes_.subspan(position_, count);
        position_ += count;
        return taken;
    }
    Result<> skip(std::size_t count) {
        if (remaining() < count) return truncated();
        position_ += count;
        return {};
    }

private:
    Error truncated() const {
        return {ErrorKind::malformed,
                {"le message est coupé avant sa fin", "the message is cut short"}};
    }

    BytesView bytes_;
    std::size_t position_ = 0;
};

// The same bytes seen as text; neither copies nor checks an encoding.
inline std::string_view as_text(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline BytesView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

}  // namespace primum
