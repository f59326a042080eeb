// CompoundFile: the file system inside old office documents (doc, xls, ppt, msg), [MS-CFB].
//
// What is broken is left out: a chain that loops or leaves the file ends there, so that the intact
// part of a damaged document can still be read. The bytes are borrowed and must outlive it.
// Thread-safe: nothing changes after open().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

class CompoundFile {
public:
    static constexpr std::size_t entries_max = 50'000;

    struct Entry {
        std::string path;  // UTF-8, "__attach_version1.0_#00000000/__substg1.0_37010102".
        bool is_stream = false;
        std::uint32_t first_sector = 0;
        std::uint64_t size = 0;
    };

    // ErrorKind::malformed when there is no directory to read.
    static Result<CompoundFile> open(BytesView bytes);

    const std::vector<Entry>& entries() const { return entries_; }  // Without the root.
    // Null when it is not there. Capitals make no difference, §2.6.4.
    const Entry* find(std::string_view path) const;

    // At most `size_bytes_max` of it; less where the file is damaged.
    Bytes read(const Entry& entry, std::size_t size_bytes_max) const;

private:
    using Sectors = std::vector<std::uint32_t>;

    explicit CompoundFile(BytesView bytes) : bytes_(bytes) {}
    Result<> read_header();
    Result<> read_directory(std::uint32_t first_sector);
    BytesView sector(std::uint32_t number) const;
    Sectors read_table(const Sectors& sectors) const;
    Bytes read_chain(std::uint32_t first, std::size_t size_bytes_max) const;

    BytesView bytes_;
    std::size_t sector_bytes_ = 512;
    std::size_t small_sector_bytes_ = 64;
    std::uint64_t small_stream_below_ = 4096;
    Sectors next_;        // The sector after each, by number.
    Sectors small_next_;  // The same for the small sectors, which lie in small_stream_.
    Bytes small_stream_;
    std::vector<Entry> entries_;
};

}  // namespace primum::formats
