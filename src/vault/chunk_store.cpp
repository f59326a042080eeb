#include "vault/chunk_store.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"
#include "crypto/random.h"
#include "os/file.h"

namespace primum::vault {
namespace {

constexpr std::size_t journal_size_bytes_max = 512_MiB;  // Some four million packs.
// Of all packs in memory, open and being sealed: more than that waits.
constexpr std::size_t pack_memory_bytes_max = 20_MiB;

constexpr std::size_t index_chunks_max = 200'000;  // Of one index file: some 7 MB.

// Seven chunks in eight go to the fuller pack: the two are not full at the same time, and memory
// holds little more than one.
std::size_t draw_pack(const std::vector<PackBuilder>& packs) {
    const std::size_t fuller = packs[0].size_bytes() >= packs[1].size_bytes() ? 0 : 1;
    return crypto::random_below(8) == 0 ? 1 - fuller : fuller;
}

// Compresses, and takes the result apart again: what will be read is what was there (V12).
Result<BytesView> encode_verified(ChunkKind kind, BytesView raw, Workbench& bench) {
    const auto plain = encode_chunk(kind, raw, bench.zstd, bench.plain);
    const auto decoded = decode_chunk(plain, bench.zstd, bench.check);
    // As text: the library compares that by the word, and spans of bytes one by one.
    if (!decoded || as_text(decoded->raw) != as_text(raw)) {
        return Error{ErrorKind::corrupt,
                     {"un morceau ne se relit pas tel qu'il était : la mémoire de cet ordinateur "
                      "est sans doute défectueuse",
                      "a chunk does not read back as it was: this computer's memory is probably "
                      "faulty"}};
    }
    return plain;
}

}  // namespace

ChunkStore::ChunkStore(const Repository& repository, const SealingKey& key, const Places& places)
    : storage_(repository.storage()),
      key_(key),
      places_(places),
      suite_(crypto::fastest_suite()),
      computer_(key.computer_id()),
      known_(places.scratch),
      publisher_(places.journal, [this](IndexedPack pack) { take_published(std::move(pack)); }) {
    open_packs_.resize(2);
}

Result<std::unique_ptr<ChunkStore>> ChunkStore::open(const Repository& repository,
                                                     const SealingKey& key, const Places& places) {
    std::unique_ptr<ChunkStore> store(new ChunkStore(repository, key, places));
    TRY(store->read_known(repository));
    return store;
}

Result<> ChunkStore::read_known(const Repository& repository) {
    for (const auto& known : repository.records()) {
        const auto* body = std::get_if<CondemnRecord>(&known.record.body);
        if (body == nullptr) continue;
        for (const auto& item : body->packs) condemned_.insert(item.pack);
    }
    std::set<Hash> present;
    for (const auto& listed : TRY(storage_.list({ObjectKind::pack, computer_}))) {
        present.insert(listed.hash);
    }
    std::set<Hash> indexed;
    auto chain = TRY(
        read_indexes(storage_, computer_, key_.keys(), [&](const IndexedPack& pack) -> Result<> {
            indexed.insert(pack.pack);
            // A pack that is gone holds nothing: its chunks are stored again.
            if (!present.contains(pack.pack) || condemned_.contains(pack.pack)) return {};
            return take_known(pack);
        }));
    faults_ = std::move(chain.faults);
    index_head_ = chain.head();
    index_names_ = std::move(chain.names);
    return adopt(indexed);
}

Result<> ChunkStore::take_known(const IndexedPack& pack) {
    for (const auto& chunk : pack.chunks) {
        TRY(known_.add(chunk.id, {.size_bytes = std::max(1U, chunk.size_bytes)}));
    }
    return {};
}

Result<> ChunkStore::adopt(const std::set<Hash>& indexed) {
    auto journal = os::read_text(places_.journal, journal_size_bytes_max);
    if (!journal && journal.error().kind == ErrorKind::not_found) return {};
    std::set<Hash> own;
    const auto text = TRY(std::move(journal));
    for (const auto line : split(text, '\n')) {
        // A line that a crash cut short names nothing.
        if (const auto hash = array_from_hex<sizeof(Hash)>(line)) own.insert(*hash);
    }
    for (const auto& listed : TRY(storage_.list({ObjectKind::pack, computer_}))) {
        if (indexed.contains(listed.hash) || !own.contains(listed.hash)) continue;
        const auto adopted = adopt_pack(listed);
        if (adopted) continue;
        if (is_storage_failure(adopted.error())) return adopted.error();
        const auto path = ObjectName{{ObjectKind::pack, computer_}, listed.hash}.path();
        faults_.push_back({join({path, path}, adopted.error().message)});
    }
    return {};
}

Result<> ChunkStore::adopt_pack(const ListedObject& listed) {
    const ObjectName name{{ObjectKind::pack, computer_}, listed.hash};
    const auto file = TRY(get_verified(storage_, name, pack_size_bytes_max));
    const auto head = TRY(read_pack_head(file));
    IndexedPack pack{.pack = listed.hash, .size_bytes = listed.size_bytes};
    pack.first = static_cast<std::uint32_t>(head.first);
    pack.chunks = TRY(open_directory(head, key_.keys()));
    TRY(take_known(pack));
    unindexed_.push_back(std::move(pack));
    return {};
}

Result<bool> ChunkStore::contains(const Hash& id) {
    const std::lock_guard lock(mutex_);
    return TRY(known_.find(id)).has_value();
}

// True for the one thread that is to store the chunk.
Result<bool> ChunkStore::claim(const Hash& id) {
    const std::lock_guard lock(mutex_);
    if (failure_) return *failure_;
    return known_.add(id, {.size_bytes = 1});
}

Result<Hash> ChunkStore::store(ChunkKind kind, BytesView raw, Workbench& bench) {
    const auto id = bench.namer.name(kind, raw);
    if (!TRY(claim(id))) return id;
    const auto stored = [&]() -> Result<> {
        const auto plain = TRY(encode_verified(kind, raw, bench));
        return add_to_pack(id, plain, quick_sum(plain));
    }();
    if (stored) return id;
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = stored.error();
    sealed_.notify_all();
    return stored.error();
}

Result<> ChunkStore::add_to_pack(const Hash& id, BytesView plain, std::uint64_t sum) {
    std::optional<PackBuilder> full;
    {
        std::unique_lock lock(mutex_);
        sealed_.wait(lock, [&] {
            const auto open_bytes = open_packs_[0].size_bytes() + open_packs_[1].size_bytes();
            return failure_ || sealing_bytes_ == 0 ||
                   open_bytes + sealing_bytes_ + plain.size() <= pack_memory_bytes_max;
        });
        if (failure_) return *failure_;
        auto& pack = open_packs_[draw_pack(open_packs_)];
        if (!pack.has_room_for(plain.size())) {
            full.emplace(std::exchange(pack, PackBuilder()));
            sealing_bytes_ += full->size_bytes();
        }
        pack.add(id, plain, sum);
    }
    if (!full) return {};
    const auto size = full->size_bytes();
    auto outcome = publish(std::move(*full));
    const std::lock_guard lock(mutex_);
    sealing_bytes_ -= size;
    sealed_.notify_all();
    return outcome;
}

Result<> ChunkStore::publish(PackBuilder builder) {
    const auto pack = TRY(std::move(builder).seal(key_, suite_));
    TRY(pack.verify(key_));
    const ObjectName name{{ObjectKind::pack, computer_}, pack.name()};
    auto object = TRY(storage_.prepare(name, pack.parts()));
    return publisher_.submit({pack.index_entry(), std::move(object)});
}

void ChunkStore::take_published(IndexedPack pack) {
    stored_bytes_ += pack.size_bytes;
    const std::lock_guard lock(mutex_);
    unindexed_.push_back(std::move(pack));
}

Result<> ChunkStore::write_index_file() {
    std::size_t count = 0;
    for (std::size_t chunks = 0; count < std::min(unindexed_.size(), index_packs_max); ++count) {
        chunks += unindexed_[count].chunks.size();
        if (count > 0 && chunks > index_chunks_max) break;
    }
    const auto end = unindexed_.begin() + static_cast<std::ptrdiff_t>(count);
    IndexFile index{.computer = computer_, .previous = index_head_};
    index.packs.assign(unindexed_.begin(), end);
    const auto file = write_index(index, suite_, key_.keys(), crypto::random_bytes<32>());
    const auto name = crypto::sha256(file);
    // Opened again before it counts, as packs are (V12).
    const auto again = open_index(file, key_.keys());
    if (!again || *again != index) {
        return Error{ErrorKind::corrupt,
                     {"l'index ne se relit pas tel qu'il était : la mémoire de cet ordinateur est "
                      "sans doute défectueuse",
                      "the index does not read back as it was: this computer's memory is probably "
                      "faulty"}};
    }
    TRY(storage_.put({{ObjectKind::index, computer_}, name}, file));
    stored_bytes_ += file.size();
    unindexed_.erase(unindexed_.begin(), end);
    index_names_.insert(name);
    index_head_ = name;
    return {};
}

Result<> ChunkStore::finish() {
    for (auto& pack : open_packs_) {
        if (!pack.is_empty()) TRY(publish(std::exchange(pack, PackBuilder())));
    }
    TRY(publisher_.finish());
    while (!unindexed_.empty()) TRY(write_index_file());
    return {};
}

Hash ChunkStore::fingerprint() const {
    crypto::Sha256 hash;
    for (const auto& name : index_names_) hash.update(name);
    for (const auto& name : condemned_) hash.update(name);
    return hash.finish();
}

}  // namespace primum::vault
