#include "formats/office/compound_file.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/legacy_text.h"
#include "formats/office/office_text.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t last_ordinary_sector = 0xFFFFFFFA;
constexpr std::uint32_t no_entry = 0xFFFFFFFF;
constexpr std::size_t header_bytes = 512;
constexpr std::size_t first_fat_sectors = 109;
constexpr std::size_t directory_entry_bytes = 128;
constexpr std::size_t depth_max = 12;

enum class EntryType : std::uint8_t { storage = 1, stream = 2, root = 5 };

// One entry of the directory as it stands there.
struct RawEntry {
    std::string name;
    EntryType type{};
    std::uint32_t left = no_entry;
    std::uint32_t right = no_entry;
    std::uint32_t child = no_entry;
    std::uint32_t first_sector = 0;
    std::uint64_t size = 0;
};

std::uint32_t u32_at(BytesView bytes, std::size_t offset) {
    if (offset + 4 > bytes.size()) return no_entry;
    return ByteReader(bytes.subspan(offset)).u32_little().value();
}

std::uint16_t u16_at(BytesView bytes, std::size_t offset) {
    if (offset + 2 > bytes.size()) return 0;
    return ByteReader(bytes.subspan(offset)).u16_little().value();
}

RawEntry parse_entry(BytesView bytes) {
    constexpr std::size_t name_bytes_max = 64;
    RawEntry entry;
    const std::size_t name_bytes = std::min<std::size_t>(u16_at(bytes, 64), name_bytes_max);
    entry.name = utf8_of_utf16(bytes.first(name_bytes < 2 ? 0 : name_bytes - 2));
    entry.type = static_cast<EntryType>(bytes[66]);
    entry.left = u32_at(bytes, 68);
    entry.right = u32_at(bytes, 72);
    entry.child = u32_at(bytes, 76);
    entry.first_sector = u32_at(bytes, 116);
    entry.size =
        u32_at(bytes, 120);  // Its upper half is unused below 2 GiB, and garbage in old files.
    return entry;
}

// Walks the trees of siblings, without recursion and without ever meeting an entry twice.
class TreeWalk {
public:
    TreeWalk(const std::vector<RawEntry>& raw, std::vector<CompoundFile::Entry>& found)
        : raw_(raw), found_(found), seen_(raw.size(), false) {}

    void run() {
        pending_.push_back({raw_[0].child, "", 0});
        while (!pending_.empty()) {
            const auto next = pending_.back();
            pending_.pop_back();
            visit(next);
        }
    }

private:
    struct Pending {
        std::uint32_t number;
        std::string folder;
        std::size_t depth;
    };

    void visit(const Pending& place) {
        if (place.number >= raw_.size() || seen_[place.number] || place.depth > depth_max) return;
        seen_[place.number] = true;
        const auto& entry = raw_[place.number];
        pending_.push_back({entry.left, place.folder, place.depth});
        pending_.push_back({entry.right, place.folder, place.depth});
        const auto path = place.folder + entry.name;
        if (entry.type == EntryType::storage) {
            found_.push_back({.path = path});
            pending_.push_back({entry.child, path + "/", place.depth + 1});
        } else if (entry.type == EntryType::stream) {
            found_.push_back({path, true, entry.first_sector, entry.size});
        }
    }

    const std::vector<RawEntry>& raw_;
    std::vector<CompoundFile::Entry>& found_;
    std::vector<bool> seen_;
    std::vector<Pending> pending_;
};

}  // namespace

BytesView CompoundFile::sector(std::uint32_t number) const {
    const std::uint64_t offset = (std::uint64_t{number} + 1) * sector_bytes_;
    if (number > last_ordinary_sector || offset >= bytes_.size()) return {};
    return bytes_.subspan(offset, std::min<std::uint64_t>(sector_bytes_, bytes_.size() - offset));
}

CompoundFile::Sectors CompoundFile::read_table(const Sectors& sectors) const {
    Sectors table;
    for (const auto number : sectors) {
        const auto bytes = sector(number);
        for (std::size_t i = 0; i < sector_bytes_; i += 4) table.push_back(u32_at(bytes, i));
    }
    return table;
}

Bytes CompoundFile::read_chain(std::uint32_t first, std::size_t size_bytes_max) const {
    Bytes read;
    std::size_t steps = 0;
    for (auto number = first;
         number < next_.size() && read.size() < size_bytes_max && steps <= next_.size();
         number = next_[number], ++steps) {
        const auto bytes = sector(number);
        if (bytes.empty()) break;
        read.insert(read.end(), bytes.begin(), bytes.end());
    }
    read.resize(std::min(read.size(), size_bytes_max));
    return read;
}

// The sectors of the allocation table are listed in the header, then in a chain of further lists.
Result<> CompoundFile::read_header() {
    constexpr std::uint16_t sector_shift_max = 12, small_shift_max = 9;
    if (bytes_.size() < header_bytes) return damaged_document("OLE");
    const auto shift = u16_at(bytes_, 30), small_shift = u16_at(bytes_, 32);
    if (shift < 7 || shift > sector_shift_max || small_shift < 4 || small_shift > small_shift_max) {
        return damaged_document("OLE");
    }
    sector_bytes_ = std::size_t{1} << shift;
    small_sector_bytes_ = std::size_t{1} << small_shift;
    small_stream_below_ = u32_at(bytes_, 56);
    const auto sectors_max = bytes_.size() / sector_bytes_ + 1;
    const auto fat_sectors_max = sectors_max * 4 / sector_bytes_ + 2;

    Sectors fat;
    for (std::size_t i = 0; i < first_fat_sectors && fat.size() < fat_sectors_max; ++i) {
        const auto number = u32_at(bytes_, 76 + 4 * i);
        if (number <= last_ordinary_sector) fat.push_back(number);
    }
    auto list = u32_at(bytes_, 68);
    for (std::size_t lists = 0; list <= last_ordinary_sector && lists < sectors_max; ++lists) {
        const auto bytes = sector(list);
        for (std::size_t i = 0; i + 8 <= bytes.size() && fat.size() < fat_sectors_max; i += 4) {
            const auto number = u32_at(bytes, i);
            if (number <= last_ordinary_sector) fat.push_back(number);
        }
        list = bytes.size() < sector_bytes_ ? no_entry : u32_at(bytes, sector_bytes_ - 4);
    }
    next_ = read_table(fat);
    return {};
}

Result<> CompoundFile::read_directory(std::uint32_t first_sector) {
    const auto directory = read_chain(first_sector, entries_max * directory_entry_bytes);
    std::vector<RawEntry> raw;
    for (std::size_t i = 0; i + directory_entry_bytes <= directory.size();
         i += directory_entry_bytes) {
        raw.push_back(parse_entry(BytesView(directory).subspan(i, directory_entry_bytes)));
    }
    if (raw.empty()) return damaged_document("OLE");
    TreeWalk(raw, entries_).run();
    small_stream_ =
        read_chain(raw[0].first_sector, std::min<std::size_t>(raw[0].size, bytes_.size()));
    return {};
}

Result<CompoundFile> CompoundFile::open(BytesView bytes) {
    CompoundFile file(bytes);
    TRY(file.read_header());
    TRY(file.read_directory(u32_at(bytes, 48)));
    Sectors small_table;
    auto number = u32_at(bytes, 60);
    while (number < file.next_.size() && small_table.size() <= file.next_.size()) {
        small_table.push_back(number);
        number = file.next_[number];
    }
    file.small_next_ = file.read_table(small_table);
    return file;
}

const CompoundFile::Entry* CompoundFile::find(std::string_view path) const {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return equal_ignoring_case(entry.path, path); });
    return found == entries_.end() ? nullptr : &*found;
}

Bytes CompoundFile::read(const Entry& entry, std::size_t size_bytes_max) const {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(entry.size, size_bytes_max));
    if (entry.size >= small_stream_below_) return read_chain(entry.first_sector, size);
    Bytes read;
    for (auto number = entry.first_sector; number < small_next_.size() && read.size() < size;
         number = small_next_[number]) {
        const auto offset = std::size_t{number} * small_sector_bytes_;
        if (offset + small_sector_bytes_ > small_stream_.size()) break;
        const auto begin = small_stream_.begin() + static_cast<std::ptrdiff_t>(offset);
        read.insert(read.end(), begin, begin + static_cast<std::ptrdiff_t>(small_sector_bytes_));
    }
    read.resize(std::min(read.size(), size));
    return read;
}

}  // namespace primum::formats
