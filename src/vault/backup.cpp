#include "vault/backup.h"

#include <algorithm>

namespace primum::vault {
namespace {

SnapshotHealth as_stored(Health health) {
    switch (health) {
        case Health::healthy:
            return SnapshotHealth::healthy;
        case Health::suspicious:
            return SnapshotHealth::suspicious;
        case Health::attacked:
            return SnapshotHealth::attacked;
    }
    CHECK(false);
    return SnapshotHealth::not_judged;
}

Health as_judged(SnapshotHealth health) {
    switch (health) {
        case SnapshotHealth::suspicious:
            return Health::suspicious;
        case SnapshotHealth::attacked:
            return Health::attacked;
        case SnapshotHealth::healthy:
        case SnapshotHealth::not_judged:
            return Health::healthy;
    }
    CHECK(false);
    return Health::healthy;
}

std::vector<HealthFigure> figures_of(const HealthCounts& counts) {
    std::vector<HealthFigure> figures;
    std::uint8_t number = 0;
    for (const auto value : counts.as_numbers()) figures.push_back({number++, value});
    return figures;
}

// Equal for the same paths, and tells nothing of them to who has no sealing key.
std::uint64_t mark_of(const std::vector<std::string>& paths, const SealingKey& key) {
    crypto::HmacSha256 hmac(key.cut_key().view());
    for (const auto& path : paths) hmac.update(as_bytes(path + '\0'));
    const auto hash = hmac.finish();
    return ByteReader(hash).number<std::uint64_t>(ByteOrder::little).value();
}

// Earlier snapshots of this computer, newest first.
std::vector<PastHealth> past_of(std::span<const KnownSnapshot> snapshots, const Id16& computer) {
    std::vector<PastHealth> past;
    for (const auto& known : snapshots) {
        if (known.part.computer != computer) continue;
        std::vector<std::uint64_t> numbers;
        for (const auto& figure : known.part.figures) numbers.push_back(figure.value);
        past.push_back({known.part.finished, HealthCounts::from_numbers(numbers),
                        as_judged(known.part.health)});
    }
    std::ranges::reverse(past);
    return past;
}

std::vector<Witness> witnesses_of(std::span<const KnownSnapshot> snapshots, const Id16& computer) {
    std::map<Id16, Witness> newest;
    for (const auto& known : snapshots) {
        const auto& part = known.part;
        auto& witness = newest[part.computer];
        if (part.computer != computer && part.sequence > witness.sequence) {
            witness = {part.computer, part.sequence, known.id};
        }
    }
    newest.erase(computer);
    std::vector<Witness> witnesses;
    for (const auto& [id, witness] : newest) witnesses.push_back(witness);
    return witnesses;
}

// One backup in the making.
class Backup {
public:
    Backup(const BackupRequest& request, const BackupPlaces& places, const BackupTools& tools)
        : request_(request), places_(places), tools_(tools), health_(tools.signs) {
        health_.of_paths(mark_of(request.walk.paths, tools.key));
    }

    Result<BackupResult> run(RepositoryState& state) {
        const auto started = now();
        snapshots_ = TRY(tools_.repository.snapshots());
        store_ = TRY(
            ChunkStore::open(tools_.repository, tools_.key, {places_.journal, places_.scratch}));
        CacheReader before(places_.cache, tools_.cache_key);
        auto cache = CacheWriter::create(places_.cache, tools_.cache_key);
        if (before.is_empty() && has_own_snapshot()) health_.cache_was_lost();

        Emitter emitter(*store_, tools_.key, cache ? &cache.value() : nullptr, health_);
        const auto walked = walk(before, emitter);
        // What was stored is kept whatever happened: the next backup goes on from there.
        const auto finished = walked ? emitter.finish() : Result<>();
        const auto published = store_->finish();
        TRY(walked);
        TRY(finished);
        TRY(published);
        TRY(check_condemned());

        auto result = TRY(publish(emitter, started, state));
        if (cache) {
            // Without a cache the next backup is slow and right: no reason to fail this one.
            const auto committed = cache->commit(store_->fingerprint());
            static_cast<void>(committed.has_value());
        }
        return result;
    }

private:
    bool has_own_snapshot() const {
        const auto own = tools_.key.computer_id();
        return std::ranges::any_of(snapshots_,
                                   [&](const auto& known) { return known.part.computer == own; });
    }

    Result<> walk(CacheReader& before, Emitter& emitter) {
        std::atomic<std::uint64_t> bytes_read = 0;
        // The walk owns the items, the pool's threads fill them: the pool ends first.
        std::optional<BackupPool> pool;
        pool.emplace(request_.threads, [&](ChunkHelp& help) {
            return std::make_unique<ContentReader>(
                ContentReader::Tools{*store_, tools_.key, tools_.signs, bytes_read, help});
        });
        Walk walk(request_.walk, {*pool, emitter, *store_, before, tools_.key, tools_.stop, [&] {
                                      if (!tools_.progress) return;
                                      tools_.progress({bytes_read, store_->stored_bytes()});
                                  }});
        auto outcome = walk.run();
        pool.reset();
        return outcome;
    }

    // A reader may have condemned a pack while this backup counted on it.
    Result<> check_condemned() {
        const auto records = TRY(tools_.repository.storage().list({.kind = ObjectKind::record}));
        if (records.size() == tools_.repository.records().size()) return {};
        return Error{ErrorKind::unreachable,
                     {"un lecteur a rangé le dépôt pendant la sauvegarde : relancez-la",
                      "a reader tidied the repository during the backup: run it again"}};
    }

    // The newest of this computer, in the repository or remembered from before a rollback.
    RepositoryState::Head previous(const RepositoryState& state) const {
        RepositoryState::Head head;
        const auto own = tools_.key.computer_id();
        for (const auto& known : snapshots_) {
            if (known.part.computer == own && known.part.sequence > head.sequence) {
                head = {known.part.sequence, known.id};
            }
        }
        const auto remembered = state.heads.find(own);
        if (remembered != state.heads.end() && remembered->second.sequence > head.sequence) {
            head = remembered->second;
        }
        return head;
    }

    Result<BackupResult> publish(const Emitter& emitter, Time started, RepositoryState& state) {
        const auto& counts = emitter.counts();
        const auto own = tools_.key.computer_id();
        const auto head = previous(state);
        BackupResult result{.counts = counts, .unreadable = emitter.unreadable()};
        result.health = judge(health_.counts(), past_of(snapshots_, own), now());
        result.faults = store_->faults();

        auto& part = result.part;
        part.repository = tools_.repository.id();
        part.computer = own;
        part.sequence = head.sequence + 1;
        part.previous = head.object;
        part.index_head = store_->index_head();
        part.started = started;
        part.finished = now();
        part.host = request_.host;
        part.files = counts.files;
        part.folders = counts.folders;
        part.bytes_rounded = padme(counts.bytes);
        part.stored_bytes = store_->stored_bytes();
        part.unreadable = counts.unreadable;
        part.health = as_stored(result.health.health);
        part.figures = figures_of(health_.counts());
        part.witnesses = witnesses_of(snapshots_, own);

        const PrivatePart sealed{.bytes = counts.bytes,
                                 .tree_bytes = emitter.tree_bytes(),
                                 .tags = request_.tags,
                                 .paths = request_.walk.paths,
                                 .excludes = request_.walk.excludes,
                                 .tree_chunks = emitter.tree_chunks()};
        const auto file = TRY(write_snapshot(tools_.key, part, sealed));
        result.snapshot = crypto::sha256(file);
        TRY(tools_.repository.storage().put({{ObjectKind::snapshot, own}, result.snapshot}, file));
        state.heads[own] = {part.sequence, result.snapshot};
        state.own[result.snapshot] = {counts.files, counts.bytes};
        return result;
    }

    const BackupRequest& request_;
    const BackupPlaces& places_;
    const BackupTools& tools_;
    HealthCounter health_;
    std::vector<KnownSnapshot> snapshots_;
    std::unique_ptr<ChunkStore> store_;
};

}  // namespace

Result<BackupResult> back_up(const BackupRequest& request, const BackupPlaces& places,
                             const BackupTools& tools, RepositoryState& state) {
    return Backup(request, places, tools).run(state);
}

}  // namespace primum::vault
