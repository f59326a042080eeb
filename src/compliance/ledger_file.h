// The file of a ledger: its frames and entries as bytes. docs/design/ledger-format.md.
//
// Pure functions: hostile bytes give an Error, or what they say. Private to this room.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "compliance/ledger.h"
#include "crypto/hash.h"

namespace primum::compliance {

using Id16 = std::array<std::byte, 16>;

constexpr std::string_view ledger_magic = "primum-ledger-1\n";
constexpr std::size_t header_bytes = 48;        // Magic, identifier, proof of the key.
constexpr std::size_t frame_header_bytes = 16;  // Two lengths and their check.
constexpr std::size_t sealing_bytes = 24 + 16;  // Nonce before, tag after what is sealed.
constexpr std::size_t head_bytes_max = 1024;

struct Header {
    Id16 id{};
    Id16 key_proof{};
};
std::string encode_header(const Header& header);
Result<Header> parse_header(BytesView file);

// Where an entry's two sealed parts stand in `bytes`.
struct Frame {
    BytesView head;
    BytesView values;  // Empty: the entry has none, or they were erased.
    std::size_t size_bytes() const { return frame_header_bytes + head.size() + values.size(); }
};

// The frame at the start of `bytes`, which stands at `position` of the file. Nothing when `bytes`
// end before it does: a write that was killed, or is still going on. ErrorKind::corrupt when its
// lengths do not agree with their check: then no byte behind it can be found.
Result<std::optional<Frame>> parse_frame(const Id16& id, std::uint64_t position, BytesView bytes);
std::string encode_frame(const Id16& id, std::uint64_t position, BytesView head, BytesView values);

// What the sealed head of an entry says.
struct Head {
    crypto::Hash previous{};  // Of the sealed head before; of the identifier for the first.
    Time at{};
    Action action = Action::added;
    RecordKind kind = RecordKind::note;
    std::uint32_t number = 0;
    std::uint32_t version = 0;
    crypto::Hash values{};  // Of the sealed values; zeros when there are none.
    std::string by;

    bool has_values() const { return values != crypto::Hash{}; }
    bool operator==(const Head&) const = default;
};
Bytes encode_head(const Head& head);
Result<Head> parse_head(BytesView bytes);

Bytes encode_values(const Values& values);
Result<Values> parse_values(BytesView bytes);

}  // namespace primum::compliance
