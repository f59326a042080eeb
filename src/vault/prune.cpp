#include "vault/prune.h"

#include <algorithm>
#include <map>
#include <set>

#include "vault/forget.h"
#include "vault/reader_packs.h"
#include "vault/tree_walk.h"

namespace primum::vault {
namespace {

constexpr std::chrono::hours condemned_for{24};
constexpr std::size_t packs_in_a_record_max = 10'000;

// Which chunks the snapshots of one computer need.
class LiveChunks {
public:
    LiveChunks(Repository& repository, const ReadingKey& key, const Id16& computer,
               std::filesystem::path scratch)
        : repository_(repository),
          key_(key),
          computer_(computer),
          scratch_(std::move(scratch)),
          table_(scratch_) {}

    Result<> mark(const KnownSnapshot& snapshot) {
        const auto part = TRY(TRY(repository_.load(snapshot)).open(key_));
        // Reads every index file of the computer, so that one source serves all its snapshots.
        if (!chunks_)
            chunks_ = TRY(ChunkSource::open(repository_, key_, computer_, snapshot.part.index_head,
                                            scratch_));
        ReadingBench tree_bench(chunks_->keys());
        ReadingBench list_bench(chunks_->keys());
        for (const auto& id : part.tree_chunks) TRY(add(id));
        TreeReader tree(tree_source(part, *chunks_, tree_bench));
        for (auto entry = TRY(tree.next()); entry; entry = TRY(tree.next())) {
            for (const auto& extent : entry->extents) {
                if (extent.kind == Extent::Kind::list) TRY(add(extent.chunk));
            }
            TRY(for_each_extent(*entry, *chunks_, list_bench,
                                [&](const Extent& extent) -> Result<> {
                                    if (extent.kind == Extent::Kind::chunk) TRY(add(extent.chunk));
                                    return {};
                                }));
        }
        return {};
    }

    Result<bool> contains(const Hash& id) { return TRY(table_.find(id)).has_value(); }

private:
    Result<> add(const Hash& id) {
        TRY(table_.add(id, {.pack = 0, .offset = 0, .size_bytes = 1, .number = 0}));
        return {};
    }

    Repository& repository_;
    const ReadingKey& key_;
    const Id16 computer_;
    const std::filesystem::path scratch_;
    std::unique_ptr<ChunkSource> chunks_;
    ChunkTable table_;
};

struct Condemned {
    std::set<Hash> any;  // By a record, due or not.
    std::set<Hash> due;
};

Condemned condemned_packs(const Repository& repository, const Id16& computer,
                          const PruneOptions& options) {
    Condemned condemned;
    for (const auto& known : repository.records()) {
        const auto* record = std::get_if<CondemnRecord>(&known.record.body);
        if (record == nullptr) continue;
        for (const auto& item : record->packs) {
            if (item.computer != computer) continue;
            condemned.any.insert(item.pack);
            if (record->not_before <= options.now || options.at_once)
                condemned.due.insert(item.pack);
        }
    }
    return condemned;
}

// One computer's packs, judged and packed anew.
class ComputerPruner {
public:
    ComputerPruner(Repository& repository, const ReadingKey& key, const Id16& computer,
                   const PruneOptions& options)
        : repository_(repository),
          key_(key),
          computer_(computer),
          options_(options),
          live_(repository, key, computer, options.scratch) {}

    Result<> mark(const std::vector<KnownSnapshot>& snapshots) {
        for (const auto& snapshot : snapshots) {
            if (snapshot.part.computer == computer_) TRY(live_.mark(snapshot));
        }
        return {};
    }

    Result<ComputerPrune> judge(const ComputerKeys& keys, PrunePlan& plan) {
        ComputerPrune found{.computer = computer_, .condemn = {}, .remove = {}};
        const auto condemned = condemned_packs(repository_, computer_, options_);
        const auto there = TRY(packs_there());
        std::set<Hash> seen;
        const auto judge_pack = [&](IndexedPack&& pack) -> Result<> {
            if (!there.contains(pack.pack) || !seen.insert(pack.pack).second) return {};
            const auto state = TRY(state_of(pack, condemned));
            plan.packs += 1;
            plan.size_bytes += state.size_bytes;
            const auto dead = state.size_bytes - state.live_bytes;
            if (state.condemned) {
                plan.freed_bytes += dead;
                found.remove.push_back(state);
            } else if (!condemned.any.contains(pack.pack) && is_worth_it(state)) {
                plan.condemned_bytes += dead;
                found.condemn.push_back(state);
            }
            return {};
        };
        const auto chain = TRY(read_indexes(repository_.storage(), computer_, keys, judge_pack));
        if (!chain.faults.empty()) {
            return Error{ErrorKind::corrupt, join({"rien n'a été retiré", "nothing was removed"},
                                                  chain.faults.front().what)};
        }
        for (const auto& pack :
             condemned.due) {  // Left over by a prune that was cut off after it wrote the index.
            if (there.contains(pack) && seen.insert(pack).second)
                found.remove.push_back({.pack = pack});
        }
        return found;
    }

    // Packs what is needed of the packs that are due anew, writes the index again, then removes.
    Result<> remove(const ComputerPrune& due, const PackAuthor& author, RemovingStorage& storage) {
        std::set<Hash> going;
        for (const auto& pack : due.remove) going.insert(pack.pack);
        std::vector<IndexedPack> staying;
        const auto chunks =
            TRY(ChunkSource::open(repository_, key_, computer_, Hash{}, options_.scratch));
        ReadingBench bench(chunks->keys());
        ReaderPacks anew(storage, author);
        const auto there = TRY(packs_there());
        std::set<Hash> seen;
        const auto sort_out = [&](IndexedPack&& pack) -> Result<> {
            if (!there.contains(pack.pack) || !seen.insert(pack.pack).second) return {};
            if (!going.contains(pack.pack))
                staying.push_back(std::move(pack));
            else
                TRY(pack_anew(pack, *chunks, bench, anew));
            return {};
        };
        const auto chain = TRY(read_indexes(storage, computer_, author.keys, sort_out));
        TRY(anew.finish());
        staying.insert(staying.end(), anew.packs().begin(), anew.packs().end());
        TRY(replace_index(chain, staying, author, storage));
        for (const auto& pack : going)
            TRY(storage.remove(
                {.folder = {.kind = ObjectKind::pack, .computer = computer_}, .hash = pack}));
        return {};
    }

private:
    Result<std::set<Hash>> packs_there() const {
        std::set<Hash> names;
        for (const auto& listed : TRY(repository_.storage().list({ObjectKind::pack, computer_})))
            names.insert(listed.hash);
        return names;
    }

    Result<PackState> state_of(const IndexedPack& pack, const Condemned& condemned) {
        PackState state{.pack = pack.pack,
                        .size_bytes = pack.size_bytes,
                        .live_bytes = 0,
                        .condemned = condemned.due.contains(pack.pack)};
        bool all = true;
        for (const auto& chunk : pack.chunks) {
            const bool needed = TRY(live_.contains(chunk.id));
            all = all && needed;
            if (needed) state.live_bytes += chunk.size_bytes;
        }
        if (all) state.live_bytes = state.size_bytes;  // Its head is no loss.
        return state;
    }

    bool is_worth_it(const PackState& state) const {
        const auto dead = state.size_bytes - state.live_bytes;
        return dead > 0 && (state.live_bytes == 0 ||
                            dead * 100 >= state.size_bytes * options_.dead_percent_min);
    }

    Result<> pack_anew(const IndexedPack& pack, ChunkSource& chunks, ReadingBench& bench,
                       ReaderPacks& anew) {
        for (const auto& chunk : pack.chunks) {
            if (!TRY(live_.contains(chunk.id)) || !moved_.insert(chunk.id).second) continue;
            const auto read = TRY(chunks.read_any(chunk.id, bench));
            TRY(anew.store(read.kind, read.raw));
        }
        return {};
    }

    Result<> replace_index(const IndexChain& chain, const std::vector<IndexedPack>& packs,
                           const PackAuthor& author, RemovingStorage& storage) {
        const auto head = TRY(write_index_files(storage, author, packs, Hash{}));
        if (chain.names.contains(head)) return {};
        ReindexRecord record{.computer = computer_,
                             .old_indexes = {chain.names.begin(), chain.names.end()},
                             .new_index = head};
        TRY(publish_record(repository_, key_, options_.now, std::move(record)));
        for (const auto& old : chain.names)
            TRY(storage.remove(
                {.folder = {.kind = ObjectKind::index, .computer = computer_}, .hash = old}));
        return {};
    }

    Repository& repository_;
    const ReadingKey& key_;
    const Id16 computer_;
    const PruneOptions& options_;
    LiveChunks live_;
    std::set<Hash> moved_;
};

Result<> condemn(const PrunePlan& plan, Repository& repository, const ReadingKey& key,
                 const PruneOptions& options) {
    CondemnRecord record{.not_before = options.at_once ? options.now : options.now + condemned_for,
                         .packs = {}};
    const auto publish = [&]() -> Result<> {
        if (record.packs.empty()) return {};
        auto full = record;
        record.packs.clear();
        return publish_record(repository, key, options.now, std::move(full));
    };
    for (const auto& computer : plan.computers) {
        for (const auto& pack : computer.condemn) {
            record.packs.push_back({.computer = computer.computer, .pack = pack.pack});
            if (record.packs.size() == packs_in_a_record_max) TRY(publish());
        }
    }
    return publish();
}

}  // namespace

Result<PrunePlan> plan_prune(Repository& repository, const ReadingKey& key,
                             const PruneOptions& options) {
    PrunePlan plan;
    const auto snapshots = TRY(repository.snapshots());
    for (const auto& computer : repository.computers()) {
        const auto secrets = TRY(open_certificate(computer.certificate, key));
        ComputerPruner pruner(repository, key, computer.certificate.computer(), options);
        TRY(pruner.mark(snapshots));
        plan.computers.push_back(TRY(pruner.judge(secrets.keys, plan)));
    }
    return plan;
}

Result<> carry_out(const PrunePlan& plan, Repository& repository, RemovingStorage& storage,
                   const ReadingKey& key, const PruneOptions& options) {
    TRY(condemn(plan, repository, key, options));
    const auto recipients = TRY(recipients_of(repository, key));
    // Looked at again: a backup may have finished since the plan.
    const auto snapshots = TRY(repository.snapshots());
    for (const auto& computer : repository.computers()) {
        const auto secrets = TRY(open_certificate(computer.certificate, key));
        const auto id = computer.certificate.computer();
        ComputerPruner pruner(repository, key, id, options);
        TRY(pruner.mark(snapshots));
        PrunePlan ignored;
        const auto due = TRY(pruner.judge(secrets.keys, ignored));
        if (due.remove.empty()) continue;
        TRY(pruner.remove(due, PackAuthor(id, secrets.keys, recipients), storage));
    }
    return {};
}

}  // namespace primum::vault
