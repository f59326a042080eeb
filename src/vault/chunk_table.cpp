#include "vault/chunk_table.h"

#include <algorithm>
#include <cstring>

#include "os/open_file.h"

namespace primum::vault {
namespace {

constexpr std::size_t first_slots = 1024;  // A power of two, as all sizes that it grows to.

const Sentence doing{"tenir la liste des morceaux", "keep the list of chunks"};

// Identifiers compare as big-endian numbers, as their bytes do.
std::uint64_t leading(const std::array<std::byte, 16>& key) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = value << 8 | std::to_integer<std::uint64_t>(key[i]);
    return value;
}

std::array<std::byte, 16> key_of(const Hash& id) {
    std::array<std::byte, 16> key;
    std::copy_n(id.begin(), key.size(), key.begin());
    return key;
}

// The whole stretch, or an error: a run never ends early.
Result<> read_run(const os::Descriptor& file, std::uint64_t offset, std::span<std::byte> bytes) {
    const auto count = TRY(os::read_at(file, offset, bytes).or_error(doing));
    if (count == bytes.size()) return {};
    return Error{ErrorKind::io, join(doing, {"elle est trop courte", "it is too short"})};
}

}  // namespace

// Appends entries in order of their keys to a new run.
class ChunkTable::RunWriter {
public:
    explicit RunWriter(os::Descriptor file) { run_.file = std::move(file); }

    Result<> append(const Entry& entry) {
        if (run_.entries % block_entries == 0) run_.fences.push_back(leading(entry.key));
        buffer_.push_back(entry);
        ++run_.entries;
        return buffer_.size() == buffered_entries_max ? flush() : Result<>();
    }
    Result<Run> finish() {
        TRY(flush());
        return std::move(run_);
    }

private:
    static constexpr std::size_t buffered_entries_max = 2048;

    Result<> flush() {
        const auto bytes = std::as_bytes(std::span(buffer_));
        TRY(os::write_at(run_.file, written_, bytes).or_error(doing));
        written_ += bytes.size();
        buffer_.clear();
        return {};
    }

    Run run_;
    std::vector<Entry> buffer_;
    std::uint64_t written_ = 0;
};

class ChunkTable::RunReader {
public:
    explicit RunReader(const Run& run) : run_(run) {}

    Result<> advance() {
        ++position_;
        return load();
    }
    Result<> load() {
        if (at_end() || (position_ >= begin_ && position_ < begin_ + buffer_.size())) return {};
        begin_ = position_;
        buffer_.resize(std::min<std::uint64_t>(buffered_entries_max, run_.entries - begin_));
        return read_run(run_.file, begin_ * sizeof(Entry),
                        std::as_writable_bytes(std::span(buffer_)));
    }
    bool at_end() const { return position_ >= run_.entries; }
    const Entry& current() const { return buffer_[position_ - begin_]; }

    // Null when all are at their ends.
    static RunReader* lowest_of(std::vector<RunReader>& readers) {
        RunReader* lowest = nullptr;
        for (auto& reader : readers) {
            if (reader.at_end()) continue;
            if (lowest == nullptr || reader.current().key < lowest->current().key) {
                lowest = &reader;
            }
        }
        return lowest;
    }

private:
    static constexpr std::size_t buffered_entries_max = 2048;

    const Run& run_;
    std::uint64_t position_ = 0;
    std::uint64_t begin_ = 0;
    std::vector<Entry> buffer_;
};

ChunkTable::ChunkTable(std::filesystem::path scratch, std::size_t memory_entries)
    : scratch_(std::move(scratch)), memory_entries_(memory_entries) {
    slots_.resize(first_slots);
}

// The entry of `id`, or the free one where it would go.
ChunkTable::Entry* ChunkTable::slot(const Hash& id) {
    const auto key = key_of(id);
    auto position = static_cast<std::size_t>(leading(key)) & (slots_.size() - 1);
    while (!slots_[position].is_free() && slots_[position].key != key) {
        position = (position + 1) & (slots_.size() - 1);
    }
    return &slots_[position];
}

void ChunkTable::grow() {
    auto old = std::exchange(slots_, std::vector<Entry>(slots_.size() * 2));
    for (const auto& entry : old) {
        if (entry.is_free()) continue;
        Hash id{};
        std::ranges::copy(entry.key, id.begin());
        *slot(id) = entry;
    }
}

Result<bool> ChunkTable::add(const Hash& id, const ChunkPlace& place) {
    CHECK(place.size_bytes > 0);
    if (TRY(find(id))) return false;
    if (used_ >= memory_entries_) TRY(spill());
    if (used_ * 4 >= slots_.size() * 3) grow();
    *slot(id) = {key_of(id), place};
    ++used_;
    ++size_;
    return true;
}

Result<std::optional<ChunkPlace>> ChunkTable::find(const Hash& id) {
    if (const auto* entry = slot(id); !entry->is_free()) return std::optional(entry->place);
    for (const auto& run : runs_) {
        if (auto place = TRY(find_in(run, id))) return place;
    }
    return std::optional<ChunkPlace>();
}

Result<std::optional<ChunkPlace>> ChunkTable::find_in(const Run& run, const Hash& id) {
    const auto key = key_of(id);
    // The last block that begins at or before the key; equal fences may begin in the one before.
    auto block = static_cast<std::size_t>(std::ranges::lower_bound(run.fences, leading(key)) -
                                          run.fences.begin());
    block -= block > 0 ? 1 : 0;
    for (; block < run.fences.size() && run.fences[block] <= leading(key); ++block) {
        const auto first = std::uint64_t{block} * block_entries;
        block_.resize(std::min<std::uint64_t>(block_entries, run.entries - first));
        TRY(read_run(run.file, first * sizeof(Entry), std::as_writable_bytes(std::span(block_))));
        const auto found = std::ranges::lower_bound(block_, key, {}, &Entry::key);
        if (found != block_.end() && found->key == key) return std::optional(found->place);
    }
    return std::optional<ChunkPlace>();
}

Result<> ChunkTable::spill() {
    std::erase_if(slots_, [](const auto& entry) { return entry.is_free(); });
    std::ranges::sort(slots_, {}, &Entry::key);
    RunWriter writer(TRY(os::nameless_file(scratch_).or_error(doing)));
    for (const auto& entry : slots_) TRY(writer.append(entry));
    runs_.push_back(TRY(writer.finish()));
    slots_.assign(first_slots, Entry{});
    used_ = 0;
    return runs_.size() > runs_max ? merge() : Result<>();
}

Result<> ChunkTable::merge() {
    RunWriter writer(TRY(os::nameless_file(scratch_).or_error(doing)));
    std::vector<RunReader> readers;
    readers.reserve(runs_.size());
    for (const auto& run : runs_) {
        readers.emplace_back(run);
        TRY(readers.back().load());
    }
    while (auto* lowest = RunReader::lowest_of(readers)) {
        TRY(writer.append(lowest->current()));
        TRY(lowest->advance());
    }
    auto merged = TRY(writer.finish());
    runs_.clear();
    runs_.push_back(std::move(merged));
    return {};
}

}  // namespace primum::vault
