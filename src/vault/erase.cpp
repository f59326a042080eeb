#include "vault/erase.h"

#include <algorithm>
#include <map>
#include <set>

#include "vault/forget.h"
#include "vault/reader_packs.h"
#include "vault/tree_walk.h"

namespace primum::vault {
namespace {

constexpr std::size_t tree_chunk_bytes = 64_KiB;

// Byte ranges of a chunk, as offset and end.
using Ranges = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

void wipe_except(Bytes& raw, const Ranges& erased, const Ranges& kept) {
    std::vector<bool> goes(raw.size(), false);
    const auto mark = [&](const Ranges& ranges, bool value) {
        for (const auto& [begin, end] : ranges) {
            for (auto at = begin; at < std::min<std::uint64_t>(end, raw.size()); ++at)
                goes[at] = value;
        }
    };
    mark(erased, true);
    mark(kept, false);
    for (std::size_t at = 0; at < raw.size(); ++at) {
        if (goes[at]) raw[at] = std::byte{0};
    }
}

// Follows where a walk of the tree is, and whether that is to be erased.
class Position {
public:
    explicit Position(const std::vector<std::string>& paths) : paths_(paths) {}

    // Whether `entry` goes. Call it for every entry, in order.
    bool is_erased(const Entry& entry) {
        if (entry.kind == EntryKind::end) {
            const bool gone = folders_.back().erased;
            folders_.pop_back();
            return gone;
        }
        const bool root = folders_.empty();
        const auto path = root ? std::string() : folders_.back().path + "/" + entry.name;
        const bool gone =
            !root && (folders_.back().erased || std::ranges::find(paths_, path) != paths_.end());
        if (entry.kind == EntryKind::folder) folders_.push_back({path, gone});
        return gone;
    }

private:
    struct Folder {
        std::string path;
        bool erased;
    };
    const std::vector<std::string>& paths_;
    std::vector<Folder> folders_;
};

class TreeWriter {
public:
    explicit TreeWriter(ReaderPacks& packs) : packs_(packs) { write_tree_start(writer_); }

    Result<> write(const Entry& entry) {
        write_entry(writer_, entry, last_);
        return writer_.size() < tree_chunk_bytes ? Result<>() : flush();
    }
    Result<> flush() {
        BytesView rest = writer_.bytes();
        while (!rest.empty()) {
            const auto piece = rest.first(std::min(rest.size(), chunk_raw_bytes_max));
            chunks_.push_back(TRY(packs_.store(ChunkKind::tree, piece)));
            bytes_ += piece.size();
            rest = rest.subspan(piece.size());
        }
        writer_ = Writer();
        return {};
    }
    std::vector<Hash> chunks() && { return std::move(chunks_); }
    std::uint64_t bytes() const { return bytes_; }

private:
    ReaderPacks& packs_;
    Writer writer_;
    LastChunk last_;
    std::vector<Hash> chunks_;
    std::uint64_t bytes_ = 0;
};

// One snapshot without the files: its new tree is in `packs` on return.
class SnapshotEraser {
public:
    SnapshotEraser(ChunkSource& chunks, ReaderPacks& packs, const std::vector<std::string>& paths)
        : chunks_(chunks),
          packs_(packs),
          paths_(paths),
          tree_bench_(chunks.keys()),
          bench_(chunks.keys()) {}

    // How many files go; nothing is written yet.
    Result<std::uint64_t> find(const PrivatePart& part) {
        TRY(walk(part, [&](const Entry& entry, bool gone) -> Result<> {
            if (!gone || entry.kind == EntryKind::end) return {};
            found_ += entry.kind == EntryKind::folder ? 0U : 1U;
            folders_ += entry.kind == EntryKind::folder ? 1U : 0U;
            bytes_ += entry.size;
            return note_ranges(entry, erased_);
        }));
        return found_ + folders_;
    }
    std::uint64_t files() const { return found_; }
    std::uint64_t folders() const { return folders_; }
    std::uint64_t bytes() const { return bytes_; }

    Result<PrivatePart> rewrite(const PrivatePart& part) {
        TRY(walk(part, [&](const Entry& entry, bool gone) -> Result<> {
            return gone ? Result<>() : note_ranges(entry, kept_);
        }));
        TRY(store_wiped_chunks());
        TreeWriter tree(packs_);
        TRY(walk(part, [&](const Entry& entry, bool gone) -> Result<> {
            if (gone) return {};
            auto changed = entry;
            for (auto& extent : changed.extents) {
                const auto wiped = wiped_.find(extent.chunk);
                if (extent.kind == Extent::Kind::chunk && wiped != wiped_.end())
                    extent.chunk = wiped->second;
            }
            return tree.write(changed);
        }));
        TRY(tree.flush());
        auto made = part;
        made.bytes -= std::min(made.bytes, bytes_);
        made.tree_bytes = tree.bytes();
        made.tree_chunks = std::move(tree).chunks();
        std::erase_if(made.paths, [&](const auto& path) {
            return std::ranges::find(paths_, path) != paths_.end();
        });
        return made;
    }

private:
    using RangesByChunk = std::map<Hash, Ranges>;

    template <class Take>
    Result<> walk(const PrivatePart& part, const Take& take) {
        Position position(paths_);
        TreeReader tree(tree_source(part, chunks_, tree_bench_));
        for (auto entry = TRY(tree.next()); entry; entry = TRY(tree.next())) {
            TRY(take(*entry, position.is_erased(*entry)));
        }
        return {};
    }

    // Of what stays, only chunks that the erased files touch matter.
    Result<> note_ranges(const Entry& entry, RangesByChunk& into) {
        return for_each_extent(entry, chunks_, bench_, [&](const Extent& extent) -> Result<> {
            const bool matters = extent.kind == Extent::Kind::chunk &&
                                 (&into == &erased_ || erased_.contains(extent.chunk));
            if (matters)
                into[extent.chunk].emplace_back(extent.offset, extent.offset + extent.length);
            return {};
        });
    }

    Result<> store_wiped_chunks() {
        for (const auto& [id, kept] : kept_) {
            const auto raw = TRY(chunks_.read(ChunkKind::content, id, bench_));
            Bytes wiped(raw.begin(), raw.end());
            wipe_except(wiped, erased_.at(id), kept);
            if (std::ranges::equal(wiped, raw))
                continue;  // The same bytes belong to a file that stays.
            wiped_[id] = TRY(packs_.store(ChunkKind::content, wiped));
        }
        return {};
    }

    ChunkSource& chunks_;
    ReaderPacks& packs_;
    const std::vector<std::string>& paths_;
    ReadingBench tree_bench_;
    ReadingBench bench_;
    RangesByChunk erased_;
    RangesByChunk kept_;
    std::map<Hash, Hash> wiped_;
    std::uint64_t found_ = 0;
    std::uint64_t folders_ = 0;
    std::uint64_t bytes_ = 0;
};

struct Amended {
    KnownSnapshot snapshot;
    PublicPart part;
    PrivatePart inside;
};

// All snapshots of one computer.
class ComputerEraser {
public:
    ComputerEraser(Repository& repository, RemovingStorage& storage, const ReadingKey& key,
                   const EraseRequest& request)
        : repository_(repository), storage_(storage), key_(key), request_(request) {}

    Result<> run(const PackAuthor& author, const std::vector<KnownSnapshot>& snapshots,
                 EraseResult& result) {
        ReaderPacks packs(storage_, author);
        std::vector<Amended> amended;
        for (const auto& snapshot : snapshots) {
            if (snapshot.part.computer != author.computer) continue;
            TRY(amend(snapshot, packs, amended, result));
        }
        if (amended.empty()) return {};
        TRY(packs.finish());
        const auto chain = TRY(read_indexes(storage_, author.computer, author.keys,
                                            [](auto&&) { return Result<>(); }));
        const auto head = TRY(write_index_files(storage_, author, packs.packs(), chain.head()));
        return publish(amended, head, author.readers);
    }

private:
    Result<> amend(const KnownSnapshot& snapshot, ReaderPacks& packs, std::vector<Amended>& amended,
                   EraseResult& result) {
        const auto inside = TRY(TRY(repository_.load(snapshot)).open(key_));
        if (!chunks_) {
            chunks_ = TRY(ChunkSource::open(repository_, key_, snapshot.part.computer,
                                            snapshot.part.index_head, request_.scratch));
        }
        SnapshotEraser eraser(*chunks_, packs, request_.paths);
        if (TRY(eraser.find(inside)) == 0) return {};
        auto made = TRY(eraser.rewrite(inside));
        auto part = snapshot.part;
        if (part.amends == SnapshotId{}) part.amends = snapshot.id;
        part.files -= std::min(part.files, eraser.files());
        part.folders -= std::min(part.folders, eraser.folders());
        part.bytes_rounded = padme(made.bytes);
        result.files += eraser.files();
        result.snapshots += 1;
        amended.push_back(
            {.snapshot = snapshot, .part = std::move(part), .inside = std::move(made)});
        return {};
    }

    // Amendments, then the record, then the old snapshots go: §13.
    Result<> publish(std::vector<Amended>& amended, const Hash& index_head, Recipients recipients) {
        EraseRecord record;
        for (auto& each : amended) {
            each.part.index_head = index_head;
            const auto file = TRY(write_amendment(key_, recipients, each.part, each.inside));
            const auto id = crypto::sha256(file);
            TRY(storage_.put(name_of(each.part.computer, id), file));
            record.snapshots.push_back({.amended = each.snapshot.id, .replacement = id});
            record.files += each.snapshot.part.files - each.part.files;
        }
        TRY(publish_record(repository_, key_, request_.now, std::move(record)));
        for (const auto& each : amended)
            TRY(storage_.remove(name_of(each.part.computer, each.snapshot.id)));
        return {};
    }

    static ObjectName name_of(const Id16& computer, const SnapshotId& id) {
        return {.folder = {.kind = ObjectKind::snapshot, .computer = computer}, .hash = id};
    }

    Repository& repository_;
    RemovingStorage& storage_;
    const ReadingKey& key_;
    const EraseRequest& request_;
    std::unique_ptr<ChunkSource> chunks_;
};

// An erase that was cut off after its amendments: they stand, and what they stand for must go too.
Result<> finish_earlier(Repository& repository, RemovingStorage& storage, const ReadingKey& key,
                        Time now) {
    std::set<SnapshotId> recorded;
    for (const auto& known : repository.records()) {
        const auto* record = std::get_if<EraseRecord>(&known.record.body);
        if (record == nullptr) continue;
        for (const auto& item : record->snapshots) recorded.insert(item.replacement);
    }
    EraseRecord missing;
    std::vector<ObjectName> left;
    for (const auto& snapshot : TRY(repository.snapshots())) {
        if (snapshot.part.amends == SnapshotId{}) continue;
        left.push_back({{ObjectKind::snapshot, snapshot.part.computer}, snapshot.part.amends});
        if (recorded.contains(snapshot.id)) continue;
        missing.snapshots.push_back({.amended = snapshot.part.amends, .replacement = snapshot.id});
    }
    if (!missing.snapshots.empty()) TRY(publish_record(repository, key, now, std::move(missing)));
    for (const auto& name : left) TRY(storage.remove(name));
    return {};
}

}  // namespace

Result<EraseResult> erase(Repository& repository, RemovingStorage& storage, const ReadingKey& key,
                          const EraseRequest& request) {
    TRY(finish_earlier(repository, storage, key, request.now));
    EraseResult result;
    const auto snapshots = TRY(repository.snapshots());
    const auto recipients = TRY(recipients_of(repository, key));
    for (const auto& computer : repository.computers()) {
        const auto secrets = TRY(open_certificate(computer.certificate, key));
        ComputerEraser eraser(repository, storage, key, request);
        TRY(eraser.run(PackAuthor(computer.certificate.computer(), secrets.keys, recipients),
                       snapshots, result));
    }
    return result;
}

}  // namespace primum::vault
