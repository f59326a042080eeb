// Encoding: the basic types of docs/design/vault-format.md §2, written and read.
//
// A Parser never steps past the end of its bytes: what is missing is ErrorKind::malformed.
#pragma once

#include <array>
#include <concepts>
#include <string>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/result.h"
#include "crypto/hash.h"

namespace primum::vault {

using Hash = crypto::Hash;               // An object's name, or a chunk's identifier.
using Id16 = std::array<std::byte, 16>;  // A repository, a computer or a reader.

class Writer {
public:
    Writer() = default;
    explicit Writer(Bytes start) : bytes_(std::move(start)) {}

    template <std::unsigned_integral Number>
    void number(Number value) {
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            bytes_.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i)));
        }
    }
    void u8(std::uint8_t value) { number(value); }
    void u16(std::uint16_t value) { number(value); }
    void u32(std::uint32_t value) { number(value); }
    void u64(std::uint64_t value) { number(value); }
    void i64(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
    void varint(std::uint64_t value);
    void svarint(std::int64_t value);
    void raw(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void data(BytesView bytes);
    void text(std::string_view text) { data(as_bytes(text)); }

    const Bytes& bytes() const& { return bytes_; }
    Bytes& bytes() & { return bytes_; }
    Bytes bytes() && { return std::move(bytes_); }
    std::size_t size() const { return bytes_.size(); }

private:
    Bytes bytes_;
};

class Parser {
public:
    explicit Parser(BytesView bytes) : whole_(bytes), reader_(bytes) {}

    Result<std::uint8_t> u8() { return reader_.u8(); }
    Result<std::uint16_t> u16() { return reader_.u16_little(); }
    Result<std::uint32_t> u32() { return reader_.u32_little(); }
    Result<std::uint64_t> u64() { return reader_.number<std::uint64_t>(ByteOrder::little); }
    Result<std::int64_t> i64();
    Result<std::uint64_t> varint();
    Result<std::int64_t> svarint();
    Result<BytesView> take(std::size_t count) { return reader_.take(count); }
    Result<BytesView> data(std::size_t size_bytes_max);
    Result<std::string> text(std::size_t size_bytes_max);

    template <std::size_t length>
    Result<std::array<std::byte, length>> array() {
        const auto bytes = TRY(reader_.take(length));
        std::array<std::byte, length> result;
        std::copy(bytes.begin(), bytes.end(), result.begin());
        return result;
    }
    Result<Id16> id16() { return array<16>(); }
    Result<Hash> hash() { return array<32>(); }

    // A number of things to come of at least `item_size_bytes` each, so that a count from outside
    // never reserves more than there are bytes.
    Result<std::size_t> count_u8(std::size_t item_size_bytes);
    Result<std::size_t> count_u16(std::size_t item_size_bytes);
    Result<std::size_t> count_u32(std::size_t item_size_bytes);
    Result<std::size_t> count_varint(std::size_t item_size_bytes);

    std::size_t position() const { return reader_.position(); }
    std::size_t remaining() const { return reader_.remaining(); }
    bool at_end() const { return reader_.at_end(); }
    BytesView before() const { return whole_.first(position()); }
    BytesView rest() const { return reader_.rest(); }
    Result<> expect_end() const;

private:
    Result<std::size_t> fitting(std::uint64_t count, std::size_t item_size_bytes) const;

    BytesView whole_;
    ByteReader reader_;
};

// What hex_of() wrote, and nothing else: capitals are refused.
Result<Bytes> from_hex(std::string_view digits);
template <std::size_t length>
Result<std::array<std::byte, length>> array_from_hex(std::string_view digits);

// The size that is stored instead of `length`, so that sizes say little (§2).
std::uint64_t padme(std::uint64_t length);

// The first bytes of a buffer that only grows: what is used again is not zeroed again.
inline std::span<std::byte> room_in(Bytes& buffer, std::size_t size_bytes) {
    if (buffer.size() < size_bytes) buffer.resize(size_bytes);
    return std::span(buffer).first(size_bytes);
}

Error broken(const Sentence& what);  // ErrorKind::malformed

template <std::size_t length>
Result<std::array<std::byte, length>> array_from_hex(std::string_view digits) {
    const auto bytes = TRY(from_hex(digits));
    if (bytes.size() != length) {
        return broken({"une suite de chiffres n'a pas la bonne longueur",
                       "a row of digits has the wrong length"});
    }
    return Parser(bytes).array<length>();
}

}  // namespace primum::vault
