// ByteWriter: appends numbers and bytes to a buffer it owns; the counterpart of ByteReader.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <utility>

#include "base/byte_reader.h"
#include "base/bytes.h"

namespace primum::formats {

class ByteWriter {
public:
    template <std::unsigned_integral Number>
    void number(Number value, ByteOrder order) {
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            const auto shift = 8 * (order == ByteOrder::big ? sizeof(Number) - 1 - i : i);
            bytes_.push_back(static_cast<std::byte>(std::uint64_t{value} >> shift));
        }
    }
    void u8(std::uint8_t value) { number(value, ByteOrder::big); }
    void u16_big(std::uint16_t value) { number(value, ByteOrder::big); }
    void u32_big(std::uint32_t value) { number(value, ByteOrder::big); }
    void u16_little(std::uint16_t value) { number(value, ByteOrder::little); }
    void u32_little(std::uint32_t value) { number(value, ByteOrder::little); }

    void append(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void append(std::string_view text) { append(as_bytes(text)); }
    void fill(std::size_t count, char character) {
        bytes_.insert(bytes_.end(), count, static_cast<std::byte>(character));
    }

    std::size_t size() const { return bytes_.size(); }
    Bytes take() && { return std::move(bytes_); }

private:
    Bytes bytes_;
};

}  // namespace primum::formats
