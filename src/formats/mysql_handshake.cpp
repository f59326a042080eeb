#include "formats/mysql_handshake.h"

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t capability_protocol_41 = 0x00000200;
constexpr std::uint32_t capability_tls = 0x00000800;
constexpr std::uint32_t capability_secure_connection = 0x00008000;
constexpr std::uint32_t capability_named_method = 0x00080000;

constexpr std::uint8_t packet_ok = 0x00;
constexpr std::uint8_t packet_switch = 0xFE;
constexpr std::uint8_t packet_error = 0xFF;
constexpr std::uint8_t greeting_version_10 = 10;
constexpr std::uint8_t command_quit = 1;
constexpr std::uint8_t charset_utf8 = 33;
constexpr std::uint16_t error_code_min = 1000;  // Of a server; 2000 and above are a client's own.
constexpr std::uint16_t error_code_max = 5000;

// MariaDB before 11 stands behind this, because old replicas read one digit only.
constexpr std::string_view mariadb_prefix = "5.5.5-";
constexpr std::string_view native_method = "mysql_native_password";

Error not_mysql() { return malformed("MySQL"); }

Bytes packet(std::uint8_t sequence, BytesView payload) {
    CHECK(payload.size() <= mysql_payload_bytes_max);
    ByteWriter writer;
    writer.u16_little(static_cast<std::uint16_t>(payload.size()));
    writer.u8(0);
    writer.u8(sequence);
    writer.append(payload);
    return std::move(writer).take();
}

Result<std::string_view> read_text(ByteReader& reader) {
    const auto rest = as_text(reader.rest());
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) return not_mysql();
    TRY(reader.skip(end + 1));
    return rest.substr(0, end);
}

Result<MySqlRefusal> read_refusal(ByteReader& reader) {
    const auto code = TRY(reader.u16_little());
    if (code < error_code_min || code > error_code_max) return not_mysql();
    return MySqlRefusal{code};
}

// What later servers add: the upper capabilities, the rest of the challenge, the method.
Result<std::uint32_t> read_later_part(ByteReader& reader, MySqlGreeting& greeting) {
    TRY(reader.skip(1 + 2));
    const std::uint32_t upper = std::uint32_t{TRY(reader.u16_little())} << 16;
    const std::size_t challenge_bytes = TRY(reader.u8());
    TRY(reader.skip(10));
    if ((upper & capability_named_method) == 0) return upper;
    // At least thirteen, the last of which is zero; whatever the announced length.
    TRY(reader.skip(
        std::max<std::size_t>(13, challenge_bytes - std::min<std::size_t>(challenge_bytes, 8))));
    const auto method = as_text(reader.rest());
    greeting.method = method.substr(0, method.find('\0'));
    return upper;
}

// What follows the version: thread, eight bytes of challenge, capabilities, name of the method.
Result<> read_capabilities(ByteReader& reader, MySqlGreeting& greeting) {
    TRY(reader.skip(4 + 8 + 1));
    const std::uint32_t lower = TRY(reader.u16_little());
    const bool is_whole = reader.at_end();
    const auto capabilities = is_whole ? lower : lower | TRY(read_later_part(reader, greeting));
    greeting.offers_tls = (capabilities & capability_tls) != 0;
    greeting.speaks_4_1 = (capabilities & capability_protocol_41) != 0;
    return {};
}

}  // namespace

Result<MySqlHeader> parse_mysql_header(BytesView header) {
    ByteReader reader(header);
    const std::size_t low = TRY(reader.u16_little());
    const std::size_t high = TRY(reader.u8());
    const auto sequence = TRY(reader.u8());
    const auto size = low | high << 16;
    if (size == 0 || size > mysql_payload_bytes_max) return not_mysql();
    return MySqlHeader{.payload_bytes = size, .sequence = sequence};
}

Result<MySqlGreeting> parse_mysql_greeting(BytesView payload) {
    ByteReader reader(payload);
    const auto first = TRY(reader.u8());
    MySqlGreeting greeting;
    if (first == packet_error) {
        greeting.refusal = TRY(read_refusal(reader));
        return greeting;
    }
    if (first != greeting_version_10) return not_mysql();
    auto version = TRY(read_text(reader));
    if (version.empty()) return not_mysql();
    greeting.is_mariadb = contains(version, "MariaDB");
    if (greeting.is_mariadb && version.starts_with(mariadb_prefix)) {
        version.remove_prefix(mariadb_prefix.size());
    }
    greeting.version = version;
    TRY(read_capabilities(reader, greeting));
    return greeting;
}

Result<MySqlLoginAnswer> parse_mysql_login_answer(BytesView payload) {
    ByteReader reader(payload);
    const auto first = TRY(reader.u8());
    MySqlLoginAnswer answer;
    if (first == packet_error) {
        answer.refusal = TRY(read_refusal(reader));
    } else if (first == packet_ok) {
        answer.verdict = MySqlVerdict::accepted;
    } else if (first == packet_switch) {
        answer.verdict = MySqlVerdict::other_method;
        // Without a name: the method from before 4.1, which nothing of ours speaks.
        if (!reader.at_end()) answer.method = TRY(read_text(reader));
    } else {
        return not_mysql();
    }
    return answer;
}

Bytes mysql_login_without_password(std::string_view user, std::string_view method) {
    ByteWriter payload;
    payload.u32_little(capability_protocol_41 | capability_secure_connection |
                       capability_named_method);
    payload.u32_little(mysql_payload_bytes_max);
    payload.u8(charset_utf8);
    payload.fill(23, '\0');
    payload.append(user);
    payload.u8(0);
    payload.u8(0);  // Length of the answer to the challenge: the empty password has none.
    payload.append(method.empty() || method.size() > 64 ? native_method : method);
    payload.u8(0);
    return packet(1, std::move(payload).take());
}

std::optional<Bytes> mysql_empty_password(std::string_view method, std::uint8_t sequence) {
    if (method == native_method) return packet(sequence, {});
    constexpr std::byte zero{0};
    if (method == "caching_sha2_password" || method == "sha256_password") {
        return packet(sequence, BytesView(&zero, 1));
    }
    return std::nullopt;
}

Bytes mysql_quit() {
    constexpr std::byte quit{command_quit};
    return packet(0, BytesView(&quit, 1));
}

}  // namespace primum::formats
