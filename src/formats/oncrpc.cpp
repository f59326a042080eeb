#include "formats/oncrpc.h"

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t last_piece = 0x8000'0000;
constexpr std::uint32_t nobody = 65534;
constexpr std::uint32_t tcp = 6;
constexpr std::uint32_t kind_file = 1;  // ftype3
constexpr std::uint32_t kind_folder = 2;
constexpr std::size_t attributes_after_kind_bytes = 80;  // fattr3
constexpr std::uint32_t access_modify_extend = 0x4 | 0x8;
constexpr std::uint32_t listing_bytes = 32 * 1024;

Error malformed() {
    return {ErrorKind::malformed, {"réponse RPC incohérente", "incoherent RPC answer"}};
}
Error refused(std::uint32_t status) {
    return {ErrorKind::denied,
            say("le serveur NFS refuse (code {})", "the NFS server refuses (code {})", status)};
}

// XDR, RFC 4506: all in units of four bytes.
std::size_t padding(std::size_t length) { return (4 - length % 4) % 4; }

void write_opaque(ByteWriter& writer, std::string_view bytes) {
    writer.u32_big(static_cast<std::uint32_t>(bytes.size()));
    writer.append(bytes);
    writer.fill(padding(bytes.size()), '\0');
}

void write_u64(ByteWriter& writer, std::uint64_t number) { writer.number(number, ByteOrder::big); }

Result<BytesView> read_opaque(ByteReader& reader, std::size_t length_max) {
    const auto length = TRY(reader.u32_big());
    if (length > length_max) return malformed();
    const auto bytes = TRY(reader.take(length));
    TRY(reader.skip(padding(length)));
    return bytes;
}
Result<std::string> read_text(ByteReader& reader, std::size_t length_max) {
    return std::string(as_text(TRY(read_opaque(reader, length_max))));
}
Result<bool> read_flag(ByteReader& reader) {
    const auto value = TRY(reader.u32_big());
    if (value > 1) return malformed();
    return value == 1;
}

// post_op_attr: the kind of the object, where the server says it.
Result<std::optional<std::uint32_t>> read_attributes(ByteReader& reader) {
    if (!TRY(read_flag(reader))) return std::optional<std::uint32_t>();
    const auto kind = TRY(reader.u32_big());
    TRY(reader.skip(attributes_after_kind_bytes));
    return std::optional(kind);
}

Result<> check_status(ByteReader& reader) {
    const auto status = TRY(reader.u32_big());
    if (status != 0) return refused(status);
    return {};
}

Result<NfsEntry> read_entry(ByteReader& reader, NfsCookie& next) {
    NfsEntry entry;
    TRY(reader.number<std::uint64_t>(ByteOrder::big));  // fileid
    entry.name = TRY(read_text(reader, nfs_path_length_max));
    next.position = TRY(reader.number<std::uint64_t>(ByteOrder::big));
    const auto kind = TRY(read_attributes(reader));
    entry.is_folder = kind == kind_folder;
    entry.is_file = kind == kind_file;
    if (TRY(read_flag(reader))) entry.handle = TRY(read_text(reader, nfs_handle_bytes_max));
    return entry;
}

Bytes encode_handle(const NfsHandle& handle, std::uint32_t number) {
    ByteWriter arguments;
    write_opaque(arguments, handle);
    arguments.u32_big(number);
    return std::move(arguments).take();
}

}  // namespace

Result<RpcPiece> parse_rpc_record_header(BytesView header) {
    ByteReader reader(header);
    const auto word = TRY(reader.u32_big());
    const RpcPiece piece{.length = word & ~last_piece, .is_last = (word & last_piece) != 0};
    if (piece.length > rpc_record_bytes_max) return malformed();
    return piece;
}

Bytes encode_rpc_call(const RpcCall& call, BytesView arguments) {
    constexpr std::uint32_t rpc_version = 2;
    constexpr std::uint32_t auth_sys = 1;  // RFC 5531 appendix A.
    ByteWriter credentials;
    credentials.u32_big(0);
    write_opaque(credentials, "primum");
    credentials.u32_big(nobody);
    credentials.u32_big(nobody);
    credentials.u32_big(0);  // No other groups.
    const auto who = std::move(credentials).take();

    ByteWriter body;
    body.u32_big(call.identifier);
    body.u32_big(0);  // A call.
    body.u32_big(rpc_version);
    body.u32_big(call.program);
    body.u32_big(call.version);
    body.u32_big(call.procedure);
    body.u32_big(auth_sys);
    write_opaque(body, as_text(who));
    body.u32_big(0);  // No verifier.
    body.u32_big(0);
    body.append(arguments);
    const auto message = std::move(body).take();
    ByteWriter record;
    record.u32_big(last_piece | static_cast<std::uint32_t>(message.size()));
    record.append(message);
    return std::move(record).take();
}

Result<BytesView> parse_rpc_reply(BytesView record, std::uint32_t identifier) {
    constexpr std::size_t verifier_bytes_max = 400;
    ByteReader reader(record);
    if (TRY(reader.u32_big()) != identifier) return malformed();
    if (TRY(reader.u32_big()) != 1) return malformed();  // Not a reply.
    const auto was_denied = TRY(reader.u32_big());
    if (was_denied != 0) return refused(was_denied);
    TRY(reader.u32_big());  // Kind of verifier.
    TRY(read_opaque(reader, verifier_bytes_max));
    TRY(check_status(reader));
    return reader.rest();
}

Result<std::vector<RpcMapping>> parse_portmap_dump(BytesView results) {
    ByteReader reader(results);
    std::vector<RpcMapping> mappings;
    while (TRY(read_flag(reader))) {
        if (mappings.size() >= rpc_mappings_max) return malformed();
        RpcMapping mapping;
        mapping.program = TRY(reader.u32_big());
        mapping.version = TRY(reader.u32_big());
        mapping.is_tcp = TRY(reader.u32_big()) == tcp;
        const auto port = TRY(reader.u32_big());
        if (port > 0xffff) return malformed();
        mapping.port = static_cast<std::uint16_t>(port);
        mappings.push_back(mapping);
    }
    return mappings;
}

namespace {

Result<NfsExport> read_export(ByteReader& reader) {
    NfsExport shared;
    shared.path = TRY(read_text(reader, nfs_path_length_max));
    while (TRY(read_flag(reader))) {
        if (shared.groups.size() >= nfs_groups_max) return malformed();
        shared.groups.push_back(TRY(read_text(reader, nfs_path_length_max)));
    }
    return shared;
}

}  // namespace

Result<std::vector<NfsExport>> parse_export_list(BytesView results) {
    ByteReader reader(results);
    std::vector<NfsExport> exports;
    while (TRY(read_flag(reader))) {
        if (exports.size() >= nfs_exports_max) return malformed();
        exports.push_back(TRY(read_export(reader)));
    }
    return exports;
}

Bytes encode_path(std::string_view path) {
    ByteWriter arguments;
    write_opaque(arguments, path);
    return std::move(arguments).take();
}

Result<NfsHandle> parse_mount_reply(BytesView results) {
    ByteReader reader(results);
    TRY(check_status(reader));
    return read_text(reader, nfs_handle_bytes_max);
}

Bytes encode_access(const NfsHandle& folder) { return encode_handle(folder, access_modify_extend); }

Result<bool> parse_access_reply(BytesView results) {
    ByteReader reader(results);
    TRY(check_status(reader));
    TRY(read_attributes(reader));
    return (TRY(reader.u32_big()) & access_modify_extend) != 0;
}

Bytes encode_read(const NfsHandle& file, std::uint64_t offset, std::uint32_t count) {
    ByteWriter arguments;
    write_opaque(arguments, file);
    write_u64(arguments, offset);
    arguments.u32_big(count);
    return std::move(arguments).take();
}

Result<BytesView> parse_read_reply(BytesView results) {
    ByteReader reader(results);
    TRY(check_status(reader));
    TRY(read_attributes(reader));
    TRY(reader.u32_big());  // Count, told again by the length of the bytes.
    TRY(read_flag(reader));
    return read_opaque(reader, rpc_record_bytes_max);
}

Bytes encode_readdirplus(const NfsHandle& folder, const NfsCookie& from) {
    ByteWriter arguments;
    write_opaque(arguments, folder);
    write_u64(arguments, from.position);
    for (const auto byte : from.verifier) arguments.u8(byte);
    arguments.u32_big(listing_bytes / 4);
    arguments.u32_big(listing_bytes);
    return std::move(arguments).take();
}

Result<NfsListing> parse_readdirplus_reply(BytesView results) {
    ByteReader reader(results);
    TRY(check_status(reader));
    TRY(read_attributes(reader));
    NfsListing listing;
    for (auto& byte : listing.next.verifier) byte = TRY(reader.u8());
    while (TRY(read_flag(reader))) {
        listing.entries.push_back(TRY(read_entry(reader, listing.next)));
    }
    listing.is_end = TRY(read_flag(reader));
    return listing;
}

}  // namespace primum::formats
