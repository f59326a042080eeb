// The tree: names, metadata and extents of a snapshot, as one stream of entries. §11 of the format.
//
// Entries come as a walk: a folder, what it holds in ascending order of names, its end. Reading
// checks this, so that a restorer may trust names (no '/', no "..", none twice) and depths.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "os/extended_attributes.h"
#include "vault/format/encoding.h"

namespace primum::vault {

constexpr std::size_t name_size_bytes_max = 255;
constexpr std::size_t symlink_size_bytes_max = 4095;
constexpr std::size_t tree_depth_max = 4096;
constexpr std::size_t entry_extents_max = 4096;  // More stand in chunks of kind extents.
constexpr std::size_t entry_size_bytes_max = 16_MiB;

enum class EntryKind : std::uint8_t {
    folder = 1,
    file = 2,
    symlink = 3,
    fifo = 4,
    socket = 5,
    character_device = 6,
    block_device = 7,
    unreadable = 8,
    end = 9,  // Of the folder opened last.
};

using os::ExtendedAttribute;

struct Metadata {
    std::uint32_t mode = 0;  // 07777
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::int64_t modified_seconds = 0;
    std::uint32_t modified_nanoseconds = 0;
    std::vector<ExtendedAttribute> attributes;

    bool operator==(const Metadata&) const = default;
};

// Names with the same LinkGroup are one file.
struct LinkGroup {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    auto operator<=>(const LinkGroup&) const = default;
};

struct Extent {
    enum class Kind : std::uint8_t { chunk, hole, list };

    Kind kind = Kind::hole;
    Hash chunk{};              // Of kind chunk and list.
    std::uint64_t offset = 0;  // In the raw bytes of the chunk; kind chunk.
    std::uint64_t length = 0;

    bool operator==(const Extent&) const = default;
};

struct Entry {
    EntryKind kind = EntryKind::end;
    std::string name;
    Metadata metadata;
    std::optional<LinkGroup> link;
    std::uint64_t size = 0;  // Of a file.
    std::vector<Extent> extents;
    std::string target;                  // Of a symlink.
    std::uint64_t major = 0, minor = 0;  // Of a device.
    std::uint64_t reason = 0;            // Why it is unreadable: errno.

    bool operator==(const Entry&) const = default;
};

// What the coding of extents remembers from entry to entry.
using LastChunk = std::optional<Hash>;

void write_tree_start(Writer& writer);
void write_entry(Writer& writer, const Entry& entry, LastChunk& last);
// One entry by itself, without the checks that a TreeReader makes between entries.
Result<Entry> read_entry(Parser& parser, LastChunk& last);
// The content of a chunk of kind extents.
Bytes write_extents(std::span<const Extent> extents);
Result<std::vector<Extent>> read_extents(BytesView raw);

// Reads the stream piece by piece; memory is bounded by one entry and one piece. Not thread-safe.
class TreeReader {
public:
    // Gives the next bytes of the stream, valid until the next call, or nothing at its end.
    using Source = std::function<Result<std::optional<BytesView>>()>;

    explicit TreeReader(Source source) : source_(std::move(source)) {}

    // The next entry, or nothing after the root's end.
    Result<std::optional<Entry>> next();
    // Folders that are open, the root included.
    std::size_t depth() const { return open_folders_.size(); }

private:
    Result<> start();
    Result<Entry> read_whole_entry();
    Result<bool> read_more();
    Result<> check(const Entry& entry);

    Source source_;
    Bytes buffer_;
    std::size_t position_ = 0;
    bool started_ = false;
    bool finished_ = false;
    LastChunk last_;
    std::vector<std::optional<std::string>> open_folders_;  // The last name seen in each.
};

}  // namespace primum::vault
