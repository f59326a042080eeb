// ONC RPC and three of its programs: the port mapper, the mount protocol and NFS 3, as a client
// speaks them. RFC 5531 (RPC), 4506 (XDR), 1833 (port mapper 2), 1813 (NFS 3 and MOUNT 3).
//
// Only what reads: nothing here could write, create or remove a file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::uint32_t portmap_program = 100'000;
inline constexpr std::uint32_t nfs_program = 100'003;
inline constexpr std::uint32_t mount_program = 100'005;

inline constexpr std::size_t rpc_record_header_bytes = 4;
inline constexpr std::size_t rpc_record_bytes_max = 1UL << 20;
inline constexpr std::size_t rpc_mappings_max = 500;
inline constexpr std::size_t nfs_exports_max = 200;
inline constexpr std::size_t nfs_groups_max = 200;
inline constexpr std::size_t nfs_path_length_max = 1024;
inline constexpr std::size_t nfs_handle_bytes_max = 64;

// RFC 5531 §11: a record comes in pieces, each with its length; the last is marked.
struct RpcPiece {
    std::size_t length = 0;
    bool is_last = false;
};
Result<RpcPiece> parse_rpc_record_header(BytesView header);

struct RpcCall {
    std::uint32_t identifier = 0;
    std::uint32_t program = 0;
    std::uint32_t version = 0;
    std::uint32_t procedure = 0;
};

// The whole call as one record, from user 65534 ("nobody") of the machine "primum".
Bytes encode_rpc_call(const RpcCall& call, BytesView arguments = {});

// The results inside the reply to `identifier`. ErrorKind::denied when the server refuses.
Result<BytesView> parse_rpc_reply(BytesView record, std::uint32_t identifier);

// --- Port mapper: procedure 4, no arguments -----------------------------------------------------

inline constexpr std::uint32_t portmap_version = 2;
inline constexpr std::uint32_t portmap_dump = 4;

struct RpcMapping {
    std::uint32_t program = 0;
    std::uint32_t version = 0;
    bool is_tcp = false;
    std::uint16_t port = 0;
};
Result<std::vector<RpcMapping>> parse_portmap_dump(BytesView results);

// --- MOUNT 3 ------------------------------------------------------------------------------------

inline constexpr std::uint32_t mount_version = 3;
inline constexpr std::uint32_t mount_mnt = 1;     // Argument: a path.
inline constexpr std::uint32_t mount_umnt = 3;    // Argument: a path. No results.
inline constexpr std::uint32_t mount_export = 5;  // No arguments.

struct NfsExport {
    std::string path;
    std::vector<std::string> groups;  // Machines and networks that may mount it; none: everybody.
};
Result<std::vector<NfsExport>> parse_export_list(BytesView results);

using NfsHandle = std::string;  // Opaque bytes.

Bytes encode_path(std::string_view path);
Result<NfsHandle> parse_mount_reply(BytesView results);  // Denied when the server refuses.

// --- NFS 3 --------------------------------------------------------------------------------------

inline constexpr std::uint32_t nfs_version = 3;
inline constexpr std::uint32_t nfs_access = 4;
inline constexpr std::uint32_t nfs_read = 6;
inline constexpr std::uint32_t nfs_readdirplus = 17;

// May we change what is in this folder? Asks for MODIFY and EXTEND; asking changes nothing.
Bytes encode_access(const NfsHandle& folder);
Result<bool> parse_access_reply(BytesView results);

Bytes encode_read(const NfsHandle& file, std::uint64_t offset, std::uint32_t count);
Result<BytesView> parse_read_reply(BytesView results);

struct NfsCookie {
    std::uint64_t position = 0;
    std::array<std::uint8_t, 8> verifier{};
};
Bytes encode_readdirplus(const NfsHandle& folder, const NfsCookie& from);

struct NfsEntry {
    std::string name;
    bool is_folder = false;
    bool is_file = false;
    NfsHandle handle;  // Empty where the server gives none.
};
struct NfsListing {
    std::vector<NfsEntry> entries;
    NfsCookie next;
    bool is_end = false;
};
Result<NfsListing> parse_readdirplus_reply(BytesView results);

}  // namespace primum::formats
