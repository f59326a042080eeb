#include "formats/snmp.h"

#include <array>
#include <initializer_list>
#include <string_view>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t tag_integer = 0x02;
constexpr std::uint8_t tag_octets = 0x04;
constexpr std::uint8_t tag_null = 0x05;
constexpr std::uint8_t tag_object = 0x06;
constexpr std::uint8_t tag_sequence = 0x30;
constexpr std::uint8_t tag_get_request = 0xA0;
constexpr std::uint8_t tag_response = 0xA2;

constexpr std::string_view community = "public";
// 1.3.6.1.2.1.1.1.0: the first two numbers share a byte (X.690, 8.19.4).
constexpr std::array<std::uint8_t, 8> system_description{0x2B, 6, 1, 2, 1, 1, 1, 0};

Error not_snmp() { return malformed("SNMP"); }

Bytes element(std::uint8_t tag, BytesView content) {
    CHECK(content.size() < 0x80);  // All of ours fit the short form of the length.
    ByteWriter writer;
    writer.u8(tag);
    writer.u8(static_cast<std::uint8_t>(content.size()));
    writer.append(content);
    return std::move(writer).take();
}

Bytes element(std::uint8_t tag, std::initializer_list<Bytes> parts) {
    ByteWriter writer;
    for (const auto& part : parts) writer.append(part);
    return element(tag, std::move(writer).take());
}

Bytes integer(std::uint32_t value) {
    CHECK(value < 0x80000000U);
    ByteWriter writer;
    writer.u32_big(value);
    const auto bytes = std::move(writer).take();
    // The shortest form that keeps the sign (X.690, 8.3.2).
    std::size_t first = 0;
    while (first < 3 && bytes[first] == std::byte{0} &&
           (bytes[first + 1] & std::byte{0x80}) == std::byte{0})
        ++first;
    return element(tag_integer, BytesView(bytes).subspan(first));
}

// The content of the next element, which must have this tag.
Result<BytesView> read_element(ByteReader& reader, std::uint8_t tag) {
    if (TRY(reader.u8()) != tag) return not_snmp();
    std::size_t length = TRY(reader.u8());
    if (length >= 0x80) {
        const std::size_t bytes = length & 0x7F;
        if (bytes == 0 || bytes > 3) return not_snmp();
        length = 0;
        for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | TRY(reader.u8());
    }
    return reader.take(length);
}

Result<std::uint32_t> read_integer(ByteReader& reader) {
    const auto content = TRY(read_element(reader, tag_integer));
    if (content.empty() || content.size() > 5) return not_snmp();
    std::uint64_t value = 0;
    for (const auto byte : content) value = value << 8 | std::to_integer<std::uint64_t>(byte);
    return static_cast<std::uint32_t>(value);
}

}  // namespace

Bytes snmp_question(SnmpVersion version, std::uint32_t request) {
    const auto object =
        element(tag_sequence, {element(tag_object, std::as_bytes(std::span(system_description))),
                               element(tag_null, BytesView())});
    const auto question = element(tag_get_request, {integer(request), integer(0), integer(0),
                                                    element(tag_sequence, {object})});
    return element(tag_sequence, {integer(static_cast<std::uint32_t>(version)),
                                  element(tag_octets, as_bytes(community)), question});
}

Result<SnmpAnswer> parse_snmp_answer(BytesView datagram) {
    ByteReader outer(datagram);
    ByteReader message(TRY(read_element(outer, tag_sequence)));
    const auto version = TRY(read_integer(message));
    if (version > 1) return not_snmp();
    TRY(read_element(message, tag_octets));

    SnmpAnswer answer{.version = static_cast<SnmpVersion>(version)};
    ByteReader response(TRY(read_element(message, tag_response)));
    answer.request = TRY(read_integer(response));
    answer.error_status = TRY(read_integer(response));
    TRY(read_integer(response));  // Which object the error is about.
    ByteReader objects(TRY(read_element(response, tag_sequence)));
    if (objects.at_end()) return answer;
    ByteReader object(TRY(read_element(objects, tag_sequence)));
    TRY(read_element(object, tag_object));
    const auto text = read_element(object, tag_octets);
    if (text) answer.description = as_text(*text);
    return answer;
}

}  // namespace primum::formats
