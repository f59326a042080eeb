#include "vault/format/encoding.h"

#include <bit>

namespace primum::vault {
namespace {

constexpr unsigned varint_bytes_max = 10;

std::optional<unsigned> hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a') + 10;
    return std::nullopt;
}

}  // namespace

Error broken(const Sentence& what) { return {ErrorKind::malformed, what}; }

void Writer::varint(std::uint64_t value) {
    while (value >= 0x80) {
        bytes_.push_back(static_cast<std::byte>((value & 0x7f) | 0x80));
        value >>= 7;
    }
    bytes_.push_back(static_cast<std::byte>(value));
}

void Writer::svarint(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void Writer::data(BytesView bytes) {
    varint(bytes.size());
    raw(bytes);
}

Result<std::int64_t> Parser::i64() { return static_cast<std::int64_t>(TRY(u64())); }

Result<std::uint64_t> Parser::varint() {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < varint_bytes_max; ++i) {
        const std::uint64_t byte = TRY(reader_.u8());
        if (i == varint_bytes_max - 1 && byte > 1) break;  // More than 64 bits.
        value |= (byte & 0x7f) << (7 * i);
        if ((byte & 0x80) == 0) return value;
    }
    return broken({"un nombre est trop long", "a number is too long"});
}

Result<std::int64_t> Parser::svarint() {
    const auto bits = TRY(varint());
    return static_cast<std::int64_t>((bits >> 1) ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
}

Result<BytesView> Parser::data(std::size_t size_bytes_max) {
    const auto size = TRY(varint());
    if (size > size_bytes_max) return broken({"un champ est trop long", "a field is too long"});
    return reader_.take(static_cast<std::size_t>(size));
}

Result<std::string> Parser::text(std::size_t size_bytes_max) {
    return std::string(as_text(TRY(data(size_bytes_max))));
}

Result<std::size_t> Parser::fitting(std::uint64_t count, std::size_t item_size_bytes) const {
    if (count > remaining() / item_size_bytes) {
        return broken({"un nombre annonce plus que ce qui suit",
                       "a number announces more than what follows"});
    }
    return static_cast<std::size_t>(count);
}

Result<std::size_t> Parser::count_u8(std::size_t item_size_bytes) {
    return fitting(TRY(u8()), item_size_bytes);
}
Result<std::size_t> Parser::count_u16(std::size_t item_size_bytes) {
    return fitting(TRY(u16()), item_size_bytes);
}
Result<std::size_t> Parser::count_u32(std::size_t item_size_bytes) {
    return fitting(TRY(u32()), item_size_bytes);
}
Result<std::size_t> Parser::count_varint(std::size_t item_size_bytes) {
    return fitting(TRY(varint()), item_size_bytes);
}

Result<> Parser::expect_end() const {
    if (at_end()) return {};
    return broken({"il y a des octets en trop", "there are bytes too many"});
}

Result<Bytes> from_hex(std::string_view digits) {
    const Error bad = broken({"ce n'est pas de l'hexadécimal", "this is not hexadecimal"});
    if (digits.size() % 2 != 0) return bad;
    Bytes bytes;
    bytes.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const auto high = hex_value(digits[i]);
        const auto low = hex_value(digits[i + 1]);
        if (!high || !low) return bad;
        bytes.push_back(static_cast<std::byte>(*high << 4 | *low));
    }
    return bytes;
}

std::uint64_t padme(std::uint64_t length) {
    if (length < 2) return length;
    const auto exponent = static_cast<unsigned>(std::bit_width(length)) - 1;
    const auto digits = static_cast<unsigned>(std::bit_width(exponent));
    const auto free_bits = exponent > digits ? exponent - digits : 0;
    const auto mask = (std::uint64_t{1} << free_bits) - 1;
    return (length + mask) & ~mask;
}

}  // namespace primum::vault
