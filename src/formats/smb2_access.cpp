#include "formats/smb2_access.h"

#include <array>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

enum Command : std::uint16_t { negotiate = 0, session_setup = 1, tree_connect = 3, create = 5 };

constexpr std::uint32_t status_success = 0;
constexpr std::uint32_t status_more_processing = 0xc000'0016;
constexpr std::uint32_t add_file = 0x2;  // FILE_ADD_FILE
constexpr std::uint32_t add_folder = 0x4;
constexpr std::size_t header_bytes = 64;

Error not_smb() {
    return {ErrorKind::malformed, {"la réponse n'est pas du SMB", "the answer is not SMB"}};
}

Bytes framed(ByteWriter message) {
    const auto bytes = std::move(message).take();
    ByteWriter frame;
    frame.u32_big(static_cast<std::uint32_t>(bytes.size()));
    frame.append(bytes);
    return std::move(frame).take();
}

// [MS-SMB2] 2.2.1.2
ByteWriter begin(Command command, Smb2State& state) {
    ByteWriter message;
    message.append(std::string_view("\xfeSMB", 4));
    message.u16_little(header_bytes);
    message.u16_little(1);  // Credits this message uses.
    message.u32_little(0);
    message.u16_little(command);
    message.u16_little(16);  // Credits we would like.
    message.u32_little(0);
    message.u32_little(0);
    message.number(state.message_id++, ByteOrder::little);
    message.u32_little(0);
    message.u32_little(state.tree_id);
    message.number(state.session_id, ByteOrder::little);
    message.fill(16, '\0');  // No signature.
    return message;
}

// One value of ASN.1 in DER (X.690) around another; these are all short.
std::string der(char tag, std::string_view value) {
    CHECK(value.size() < 128);
    return std::string{tag, static_cast<char>(value.size())}.append(value);
}

// [MS-NLMP] 2.2.1.1: we can Unicode, NTLM, and to be anonymous.
std::string ntlm_hello() {
    std::string message("NTLMSSP\0\x01\0\0\0", 12);
    message += std::string("\x05\x82\x08\0", 4);  // Flags.
    return message + std::string(16, '\0');       // No domain, no machine.
}

// [MS-NLMP] 3.2.5.1.2: no name, one byte of zero for the LM answer, nothing for the NT answer.
std::string ntlm_nobody() {
    constexpr std::size_t fixed_bytes = 64;
    ByteWriter message;
    message.append(std::string_view("NTLMSSP\0\x03\0\0\0", 12));
    const auto field = [&](std::uint16_t length, std::uint32_t offset) {
        message.u16_little(length);
        message.u16_little(length);
        message.u32_little(offset);
    };
    field(1, fixed_bytes);                              // LM answer.
    field(0, fixed_bytes + 1);                          // NT answer.
    for (int i = 0; i < 4; ++i) field(0, fixed_bytes);  // Domain, user, machine, session key.
    message.u32_little(0x0008'8a05);                    // The same flags, and "anonymous".
    message.u8(0);
    return std::string(as_text(std::move(message).take()));
}

// SPNEGO, RFC 4178 §4.2.1: an offer of NTLM with its first message.
std::string spnego_offer(const std::string& token) {
    const std::string ntlm = der('\x06', "\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a");
    const std::string mechanisms = der('\xa0', der('\x30', ntlm));
    const std::string offer = der('\x30', mechanisms + der('\xa2', der('\x04', token)));
    const std::string spnego = der('\x06', "\x2b\x06\x01\x05\x05\x02");
    return der('\x60', spnego + der('\xa0', offer));
}
std::string spnego_answer(const std::string& token) {
    return der('\xa1', der('\x30', der('\xa2', der('\x04', token))));
}

// [MS-SMB2] 2.2.5
Bytes encode_session_setup(Smb2State& state, const std::string& token) {
    auto message = begin(session_setup, state);
    message.u16_little(25);
    message.u8(0);
    message.u8(1);  // Signing: we can.
    message.u32_little(0);
    message.u32_little(0);
    message.u16_little(header_bytes + 24);
    message.u16_little(static_cast<std::uint16_t>(token.size()));
    message.number(std::uint64_t{0}, ByteOrder::little);
    message.append(token);
    return framed(std::move(message));
}

// UTF-16 of the characters that names of shares are made of; others become "?".
void append_utf16(ByteWriter& writer, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (byte < 0x80) {
            writer.u16_little(byte);
        } else if ((byte & 0xe0U) == 0xc0U && (next & 0xc0U) == 0x80U) {
            writer.u16_little(static_cast<std::uint16_t>((byte & 0x1fU) << 6 | (next & 0x3fU)));
            ++i;
        } else {
            writer.u16_little('?');
        }
    }
}

struct Reply {
    std::uint32_t status = 0;
    std::uint64_t session_id = 0;
    std::uint32_t tree_id = 0;
    BytesView body;
};

Result<Reply> parse_reply(BytesView message, Command expected) {
    if (!as_text(message).starts_with("\xfeSMB")) return not_smb();
    ByteReader reader(message);
    TRY(reader.skip(8));
    Reply reply;
    reply.status = TRY(reader.u32_little());
    if (TRY(reader.u16_little()) != expected) return not_smb();
    TRY(reader.skip(22));
    reply.tree_id = TRY(reader.u32_little());
    reply.session_id = TRY(reader.number<std::uint64_t>(ByteOrder::little));
    TRY(reader.skip(16));
    reply.body = reader.rest();
    return reply;
}

Error refused(std::uint32_t status) {
    return {ErrorKind::denied, say("le serveur SMB refuse (code {:#x})",
                                   "the SMB server refuses (code {:#x})", status)};
}

// [MS-SMB2] 2.2.14.2.5
Result<std::uint32_t> read_maximal_access(BytesView contexts, std::size_t offset) {
    ByteReader reader(contexts);
    TRY(reader.skip(offset));
    const auto status = TRY(reader.u32_little());
    if (status != status_success) return refused(status);
    return reader.u32_little();
}

// `length` bytes from `offset` on.
Result<BytesView> part_of(BytesView bytes, std::size_t offset, std::size_t length) {
    ByteReader reader(bytes);
    TRY(reader.skip(offset));
    return reader.take(length);
}

// What the context "MxAc" says in a chain of contexts, [MS-SMB2] 2.2.13.2.
Result<std::uint32_t> find_maximal_access(BytesView contexts) {
    constexpr int contexts_max = 16;
    for (int i = 0; i < contexts_max; ++i) {
        ByteReader reader(contexts);
        const auto next = TRY(reader.u32_little());
        const auto name_offset = TRY(reader.u16_little());
        const auto name_length = TRY(reader.u16_little());
        TRY(reader.skip(2));
        const auto data_offset = TRY(reader.u16_little());
        const auto data_length = TRY(reader.u32_little());
        const auto name = as_text(TRY(part_of(contexts, name_offset, name_length)));
        if (name == "MxAc" && data_length >= 8) return read_maximal_access(contexts, data_offset);
        if (next == 0 || next > contexts.size()) break;
        contexts = contexts.subspan(next);
    }
    return Error{ErrorKind::not_found,
                 {"le serveur ne dit pas les droits", "the server does not say the rights"}};
}

}  // namespace

Bytes encode_smb2_plain_negotiate(Smb2State& state) {
    auto message = begin(negotiate, state);
    message.u16_little(36);
    message.u16_little(1);  // One dialect.
    message.u16_little(1);
    message.u16_little(0);
    message.u32_little(0);
    message.fill(16, '\0');  // Who we are: nobody.
    message.fill(8, '\0');
    message.u16_little(0x0210);
    return framed(std::move(message));
}

Bytes encode_smb2_nobody_hello(Smb2State& state) {
    return encode_session_setup(state, spnego_offer(ntlm_hello()));
}

Bytes encode_smb2_nobody_name(Smb2State& state) {
    return encode_session_setup(state, spnego_answer(ntlm_nobody()));
}

Bytes encode_smb2_tree_connect(Smb2State& state, std::string_view path) {
    CHECK(path.size() <= smb2_share_path_length_max);
    ByteWriter name;
    append_utf16(name, path);
    const auto bytes = std::move(name).take();
    auto message = begin(tree_connect, state);
    message.u16_little(9);
    message.u16_little(0);
    message.u16_little(header_bytes + 8);
    message.u16_little(static_cast<std::uint16_t>(bytes.size()));
    message.append(bytes);
    return framed(std::move(message));
}

Bytes encode_smb2_open_folder(Smb2State& state) {
    constexpr std::uint32_t read_attributes = 0x80;
    constexpr std::uint32_t share_all = 7;      // Others may read, write and remove meanwhile.
    constexpr std::uint32_t open_existing = 1;  // Never creates.
    constexpr std::uint32_t must_be_folder = 1;
    constexpr std::uint32_t name_offset = header_bytes + 56;
    constexpr std::uint32_t contexts_offset = name_offset + 8;
    auto message = begin(create, state);
    message.u16_little(57);
    message.u8(0);
    message.u8(0);          // No lock.
    message.u32_little(2);  // Impersonation, the usual level.
    message.fill(16, '\0');
    message.u32_little(read_attributes);
    message.u32_little(0);
    message.u32_little(share_all);
    message.u32_little(open_existing);
    message.u32_little(must_be_folder);
    message.u16_little(name_offset);
    message.u16_little(0);  // The share itself.
    message.u32_little(contexts_offset);
    message.u32_little(24);
    message.fill(8, '\0');
    message.u32_little(0);  // [MS-SMB2] 2.2.13.2: the only context.
    message.u16_little(16);
    message.u16_little(4);
    message.u16_little(0);
    message.u16_little(0);
    message.u32_little(0);
    message.append("MxAc");
    message.fill(4, '\0');
    return framed(std::move(message));
}

Result<> parse_smb2_session_reply(BytesView message, Smb2State& state) {
    const auto reply = TRY(parse_reply(message, session_setup));
    const bool is_good = reply.status == status_success || reply.status == status_more_processing;
    if (!is_good) return refused(reply.status);
    state.session_id = reply.session_id;
    return {};
}

Result<bool> parse_smb2_tree_reply(BytesView message, Smb2State& state) {
    const auto reply = TRY(parse_reply(message, tree_connect));
    if (reply.status != status_success) return refused(reply.status);
    state.tree_id = reply.tree_id;
    ByteReader reader(reply.body);
    TRY(reader.skip(12));
    return (TRY(reader.u32_little()) & (add_file | add_folder)) != 0;
}

Result<bool> parse_smb2_open_reply(BytesView message) {
    const auto reply = TRY(parse_reply(message, create));
    if (reply.status != status_success) return refused(reply.status);
    ByteReader reader(reply.body);
    TRY(reader.skip(80));  // Up to the place of the contexts, [MS-SMB2] 2.2.14.
    const auto offset = TRY(reader.u32_little());
    const auto length = TRY(reader.u32_little());
    ByteReader contexts(message);
    TRY(contexts.skip(offset));
    const auto access = TRY(find_maximal_access(TRY(contexts.take(length))));
    return (access & (add_file | add_folder)) != 0;
}

}  // namespace primum::formats
