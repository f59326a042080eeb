#include "formats/tds.h"

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t packet_prelogin = 0x12;
constexpr std::uint8_t packet_answer = 0x04;
constexpr std::uint8_t status_end_of_message = 0x01;
constexpr std::uint8_t option_version = 0x00;
constexpr std::uint8_t option_encryption = 0x01;
constexpr std::uint8_t option_end = 0xFF;
constexpr std::size_t option_size_bytes = 5;  // Its number, where its value is, how long that is.
constexpr std::size_t options_max = 16;
constexpr std::size_t version_size_bytes = 6;

Error not_tds() { return malformed("SQL Server (TDS)"); }

void write_option(ByteWriter& writer, std::uint8_t option, std::size_t offset, std::size_t length) {
    writer.u8(option);
    writer.u16_big(static_cast<std::uint16_t>(offset));
    writer.u16_big(static_cast<std::uint16_t>(length));
}

Result<> read_version(BytesView value, TdsPrelogin& prelogin) {
    ByteReader reader(value);
    prelogin.major = TRY(reader.u8());
    prelogin.minor = TRY(reader.u8());
    prelogin.build = TRY(reader.u16_big());
    return {};
}

Result<> read_encryption(BytesView value, TdsPrelogin& prelogin) {
    ByteReader reader(value);
    const auto encryption = TRY(reader.u8());
    if (encryption > 3) return not_tds();
    prelogin.encryption = static_cast<TdsEncryption>(encryption);
    return {};
}

Result<> read_option(std::uint8_t option, BytesView value, TdsPrelogin& prelogin) {
    if (option == option_version) return read_version(value, prelogin);
    if (option == option_encryption) return read_encryption(value, prelogin);
    return {};
}

}  // namespace

std::string TdsPrelogin::version() const { return fmt::format("{}.{}.{}", major, minor, build); }

Bytes tds_prelogin() {
    constexpr std::size_t values = 2 * option_size_bytes + 1;
    ByteWriter writer;
    writer.u8(packet_prelogin);
    writer.u8(status_end_of_message);
    writer.u16_big(tds_header_size_bytes + values + version_size_bytes + 1);
    writer.fill(4, '\0');  // Channel, packet number, window.
    write_option(writer, option_version, values, version_size_bytes);
    write_option(writer, option_encryption, values + version_size_bytes, 1);
    writer.u8(option_end);
    writer.fill(version_size_bytes, '\0');
    writer.u8(static_cast<std::uint8_t>(TdsEncryption::login_only));
    return std::move(writer).take();
}

Result<std::size_t> parse_tds_size(BytesView header) {
    ByteReader reader(header);
    const auto type = TRY(reader.u8());
    TRY(reader.skip(1));
    const std::size_t size = TRY(reader.u16_big());
    const bool possible = size > tds_header_size_bytes && size <= tds_packet_bytes_max;
    if (type != packet_answer || !possible) return not_tds();
    return size;
}

Result<TdsPrelogin> parse_tds_prelogin(BytesView packet) {
    if (TRY(parse_tds_size(packet)) != packet.size()) return not_tds();
    const auto body = packet.subspan(tds_header_size_bytes);
    ByteReader reader(body);
    TdsPrelogin prelogin;
    bool has_version = false;
    for (std::size_t i = 0; i < options_max; ++i) {
        const auto option = TRY(reader.u8());
        if (option == option_end) break;
        const std::size_t offset = TRY(reader.u16_big());
        const std::size_t length = TRY(reader.u16_big());
        if (offset + length > body.size()) return not_tds();
        TRY(read_option(option, body.subspan(offset, length), prelogin));
        has_version = has_version || option == option_version;
    }
    if (!has_version) return not_tds();
    return prelogin;
}

}  // namespace primum::formats
