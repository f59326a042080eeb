#include "formats/mongodb.h"

#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t operation_message = 2013;
constexpr std::uint32_t flag_checksum = 1;
constexpr std::uint8_t section_body = 0;
constexpr std::size_t elements_max = 1024;
constexpr std::size_t document_bytes_min = 5;

enum BsonType : std::uint8_t {
    bson_double = 0x01,
    bson_text = 0x02,
    bson_document = 0x03,
    bson_array = 0x04,
    bson_binary = 0x05,
    bson_object_id = 0x07,
    bson_boolean = 0x08,
    bson_date = 0x09,
    bson_null = 0x0A,
    bson_int32 = 0x10,
    bson_timestamp = 0x11,
    bson_int64 = 0x12,
    bson_decimal = 0x13,
};

Error not_mongodb() { return malformed("MongoDB"); }

void write_name(ByteWriter& writer, BsonType type, std::string_view name) {
    writer.u8(type);
    writer.append(name);
    writer.u8(0);
}

void write_one(ByteWriter& writer, std::string_view name) {
    write_name(writer, bson_int32, name);
    writer.u32_little(1);
}

Bytes command(ByteWriter fields) {
    constexpr std::string_view database = "admin";
    write_name(fields, bson_text, "$db");
    fields.u32_little(database.size() + 1);
    fields.append(database);
    fields.u8(0);
    fields.u8(0);  // End of the document.
    const auto content = std::move(fields).take();
    const auto document_bytes = static_cast<std::uint32_t>(content.size() + 4);

    ByteWriter writer;
    writer.u32_little(static_cast<std::uint32_t>(mongodb_header_size_bytes) + 5 + document_bytes);
    writer.u32_little(1);  // Number of this request.
    writer.u32_little(0);  // It answers none.
    writer.u32_little(operation_message);
    writer.u32_little(0);  // Flags.
    writer.u8(section_body);
    writer.u32_little(document_bytes);
    writer.append(content);
    return std::move(writer).take();
}

// Of the types whose values all have the same size.
std::optional<std::size_t> value_bytes(std::uint8_t type) {
    switch (type) {
        case bson_double:
        case bson_date:
        case bson_timestamp:
        case bson_int64:
            return 8;
        case bson_int32:
            return 4;
        case bson_boolean:
            return 1;
        case bson_null:
            return 0;
        case bson_object_id:
            return 12;
        case bson_decimal:
            return 16;
        default:
            return std::nullopt;
    }
}

// The bytes of a value, for those types that a reply at this point can hold.
Result<BytesView> read_value(ByteReader& reader, std::uint8_t type) {
    if (const auto bytes = value_bytes(type)) return reader.take(*bytes);
    const bool is_text = type == bson_text;
    const bool is_binary = type == bson_binary;
    const bool is_list = type == bson_document || type == bson_array;
    if (!is_text && !is_binary && !is_list) return not_mongodb();
    const std::size_t size = TRY(reader.u32_little());
    if (is_text) return reader.take(size);
    if (is_binary) return reader.take(size + 1);
    if (size < document_bytes_min) return not_mongodb();
    return reader.take(size - 4);
}

Result<std::int32_t> as_int32(std::uint8_t type, BytesView value) {
    if (type != bson_int32) return not_mongodb();
    return static_cast<std::int32_t>(TRY(ByteReader(value).u32_little()));
}

// "ok" is a number of any type, as the server's version had it.
bool is_one(std::uint8_t type, BytesView value) {
    const auto bits = ByteReader(value).number<std::uint64_t>(ByteOrder::little);
    if (type == bson_double) return bits && std::bit_cast<double>(*bits) == 1.0;
    return !value.empty() && value[0] == std::byte{1};
}

Result<std::string_view> read_name(ByteReader& reader) {
    const auto rest = as_text(reader.rest());
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) return not_mongodb();
    TRY(reader.skip(end + 1));
    return rest.substr(0, end);
}

Result<MongoDbReply> read_document(ByteReader& reader) {
    const std::size_t size = TRY(reader.u32_little());
    if (size < document_bytes_min) return not_mongodb();
    ByteReader document(TRY(reader.take(size - 4)));
    MongoDbReply reply;
    bool has_ok = false;
    for (std::size_t i = 0; i < elements_max; ++i) {
        const auto type = TRY(document.u8());
        if (type == 0) break;
        const auto name = TRY(read_name(document));
        const auto value = TRY(read_value(document, type));
        if (name == "ok") {
            has_ok = true;
            reply.ok = is_one(type, value);
        }
        if (name == "code") reply.code = TRY(as_int32(type, value));
        if (name == "maxWireVersion") reply.wire_version_max = TRY(as_int32(type, value));
    }
    if (!has_ok) return not_mongodb();
    return reply;
}

}  // namespace

Bytes mongodb_greeting() {
    ByteWriter fields;
    write_one(fields, "isMaster");
    return command(std::move(fields));
}

Bytes mongodb_list_databases() {
    ByteWriter fields;
    write_one(fields, "listDatabases");
    write_name(fields, bson_boolean, "nameOnly");
    fields.u8(1);
    return command(std::move(fields));
}

Result<std::size_t> parse_mongodb_size(BytesView header) {
    ByteReader reader(header);
    const std::size_t size = TRY(reader.u32_little());
    TRY(reader.skip(8));
    const auto operation = TRY(reader.u32_little());
    const bool possible = size > mongodb_header_size_bytes && size <= mongodb_message_bytes_max;
    if (operation != operation_message || !possible) return not_mongodb();
    return size;
}

Result<MongoDbReply> parse_mongodb_reply(BytesView message) {
    if (TRY(parse_mongodb_size(message)) != message.size()) return not_mongodb();
    ByteReader reader(message.subspan(mongodb_header_size_bytes));
    const auto flags = TRY(reader.u32_little());
    if ((flags & ~flag_checksum) != 0 || TRY(reader.u8()) != section_body) return not_mongodb();
    return read_document(reader);
}

std::optional<std::string_view> mongodb_release(std::int32_t wire_version) {
    using Release = std::pair<std::int32_t, std::string_view>;
    constexpr std::array releases{Release{6, "3.6"},  Release{7, "4.0"},  Release{8, "4.2"},
                                  Release{9, "4.4"},  Release{13, "5.0"}, Release{17, "6.0"},
                                  Release{21, "7.0"}, Release{25, "8.0"}};
    for (const auto& [version, name] : releases) {
        if (version == wire_version) return name;
    }
    return std::nullopt;
}

}  // namespace primum::formats
