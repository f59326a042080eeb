#include "formats/smb_negotiate.h"

#include <array>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::string_view smb1_mark{"\xffSMB", 4};
constexpr std::string_view smb2_mark{"\xfeSMB", 4};
constexpr std::uint8_t negotiate_command = 0x72;
constexpr std::size_t smb1_header_bytes = 32;
constexpr std::size_t smb2_header_bytes = 64;
constexpr std::uint16_t no_dialect = 0xffff;  // [MS-CIFS] 2.2.4.52.2
constexpr std::uint16_t signing_required_bit = 0x02;

Error not_smb() {
    return {ErrorKind::malformed, {"la réponse n'est pas du SMB", "the answer is not SMB"}};
}

Bytes framed(Bytes message) {
    ByteWriter frame;
    frame.u32_big(static_cast<std::uint32_t>(message.size()));  // Type 0 in the first byte.
    frame.append(message);
    return std::move(frame).take();
}

// Contexts of 3.1.1, [MS-SMB2] 2.2.3.1: SHA-512 for pre-authentication, AES for encryption.
Bytes negotiate_contexts(const std::array<std::uint8_t, 32>& salt) {
    ByteWriter contexts;
    contexts.u16_little(1);   // SMB2_PREAUTH_INTEGRITY_CAPABILITIES
    contexts.u16_little(38);  // Bytes of data.
    contexts.u32_little(0);
    contexts.u16_little(1);  // One algorithm,
    contexts.u16_little(static_cast<std::uint16_t>(salt.size()));
    contexts.u16_little(1);  // SHA-512.
    for (const auto byte : salt) contexts.u8(byte);
    contexts.u16_little(0);  // To a multiple of eight.
    contexts.u16_little(2);  // SMB2_ENCRYPTION_CAPABILITIES
    contexts.u16_little(6);
    contexts.u32_little(0);
    contexts.u16_little(2);  // Two ciphers:
    contexts.u16_little(2);  // AES-128-GCM,
    contexts.u16_little(1);  // AES-128-CCM.
    return std::move(contexts).take();
}

void write_netbios_name(ByteWriter& writer, std::string_view name, char last) {
    writer.u8(32);  // RFC 1001 §14.1: each half byte as a letter from A.
    for (std::size_t i = 0; i < 16; ++i) {
        const auto letter = i < name.size() ? name[i] : i == 15 ? last : ' ';
        const auto byte = static_cast<std::uint8_t>(letter);
        writer.u8(static_cast<std::uint8_t>('A' + (byte >> 4)));
        writer.u8(static_cast<std::uint8_t>('A' + (byte & 0xf)));
    }
    writer.u8(0);
}

}  // namespace

Bytes encode_smb1_negotiate() {
    ByteWriter message;
    message.append(smb1_mark);
    message.u8(negotiate_command);
    message.u32_little(0);       // Status.
    message.u8(0x18);            // Case-insensitive, canonical paths.
    message.u16_little(0xc801);  // Long names, statuses of NT, Unicode, extended security.
    message.fill(smb1_header_bytes - 12, '\0');
    message.u8(0);  // No parameter words.
    constexpr std::string_view dialect{"\x02NT LM 0.12\0", 12};
    message.u16_little(static_cast<std::uint16_t>(dialect.size()));
    message.append(dialect);
    return framed(std::move(message).take());
}

Bytes encode_smb2_negotiate(const std::array<std::uint8_t, 16>& client_guid,
                            const std::array<std::uint8_t, 32>& salt) {
    constexpr std::array<std::uint16_t, 5> dialects{0x0202, 0x0210, 0x0300, 0x0302, 0x0311};
    ByteWriter message;
    message.append(smb2_mark);
    message.u16_little(64);  // Size of this header.
    message.fill(smb2_header_bytes - 6, '\0');
    message.u16_little(36);  // Size of this structure, [MS-SMB2] 2.2.3.
    message.u16_little(static_cast<std::uint16_t>(dialects.size()));
    message.u16_little(1);  // Signing: we can.
    message.u16_little(0);
    message.u32_little(0x7f);  // Every capability, so that no server is put off.
    for (const auto byte : client_guid) message.u8(byte);
    constexpr std::uint32_t contexts_offset = 112;  // After the dialects, a multiple of eight.
    message.u32_little(contexts_offset);
    message.u16_little(2);
    message.u16_little(0);
    for (const auto dialect : dialects) message.u16_little(dialect);
    message.fill(contexts_offset - message.size(), '\0');
    message.append(negotiate_contexts(salt));
    return framed(std::move(message).take());
}

Bytes encode_netbios_session_request() {
    ByteWriter names;
    write_netbios_name(names, "*SMBSERVER", ' ');
    write_netbios_name(names, "PRIMUM", '\0');
    const auto body = std::move(names).take();
    ByteWriter request;
    request.u8(0x81);
    request.u8(0);
    request.u16_big(static_cast<std::uint16_t>(body.size()));
    request.append(body);
    return std::move(request).take();
}

Result<std::size_t> parse_smb_frame_header(BytesView header) {
    ByteReader reader(header);
    const auto type = TRY(reader.u8());
    const auto high = TRY(reader.u8());
    const auto low = TRY(reader.u16_big());
    const auto length = static_cast<std::size_t>(high) << 16 | low;
    if (type != 0 || length > smb_answer_bytes_max) return not_smb();
    return length;
}

Result<bool> parse_smb1_negotiate_answer(BytesView message) {
    const auto text = as_text(message);
    if (text.starts_with(smb2_mark)) return false;  // It goes on in SMB 2 only.
    if (!text.starts_with(smb1_mark)) return not_smb();
    ByteReader reader(message);
    TRY(reader.skip(4));
    if (TRY(reader.u8()) != negotiate_command) return not_smb();
    const auto status = TRY(reader.u32_little());
    TRY(reader.skip(smb1_header_bytes - 9));
    const auto words = TRY(reader.u8());
    if (status != 0 || words == 0) return false;
    return TRY(reader.u16_little()) != no_dialect;
}

Result<Smb2Answer> parse_smb2_negotiate_answer(BytesView message) {
    if (!as_text(message).starts_with(smb2_mark)) return not_smb();
    ByteReader reader(message);
    TRY(reader.skip(8));
    const auto status = TRY(reader.u32_little());
    const auto command = TRY(reader.u16_little());
    if (status != 0 || command != 0) {
        return Error{ErrorKind::denied,
                     {"le serveur refuse SMB 2 et 3", "the server refuses SMB 2 and 3"}};
    }
    TRY(reader.skip(smb2_header_bytes - 14));
    TRY(reader.u16_little());  // Size of this structure.
    const auto security = TRY(reader.u16_little());
    const auto dialect = TRY(reader.u16_little());
    return Smb2Answer{.dialect = dialect,
                      .signing_required = (security & signing_required_bit) != 0};
}

std::string_view smb_dialect_name(std::uint16_t dialect) {
    switch (dialect) {
        case 0x0202:
            return "2.0.2";
        case 0x0210:
            return "2.1";
        case 0x0300:
            return "3.0";
        case 0x0302:
            return "3.0.2";
        case 0x0311:
            return "3.1.1";
        default:
            return "";
    }
}

}  // namespace primum::formats
