#include "vault/chunk_source.h"

namespace primum::vault {
namespace {

Error impostor() {
    return {ErrorKind::corrupt,
            {"un morceau n'est pas celui qu'il prétend être",
             "a chunk is not the one that it claims to be"}};
}

}  // namespace

Result<std::unique_ptr<ChunkSource>> ChunkSource::open(const Repository& repository,
                                                       const ReadingKey& key, const Id16& computer,
                                                       const Hash& index_head,
                                                       const std::filesystem::path& scratch) {
    const auto* known = repository.find_computer(computer);
    if (known == nullptr) {
        return Error{ErrorKind::not_found,
                     {"le certificat de cet ordinateur a disparu du dépôt",
                      "this computer's certificate is gone"}};
    }
    std::unique_ptr<ChunkSource> source(new ChunkSource(repository, key, computer, scratch));
    source->keys_ = TRY(open_certificate(known->certificate, key)).keys;
    TRY(source->read_index(repository, index_head));
    return source;
}

Result<> ChunkSource::read_index(const Repository& repository, const Hash& index_head) {
    std::set<Hash> indexed;
    auto chain =
        TRY(read_indexes(storage_, computer_, keys_, [&](const IndexedPack& pack) -> Result<> {
            indexed.insert(pack.pack);
            return add_pack(pack);
        }));
    faults_ = std::move(chain.faults);
    if (chain.is_whole(index_head, replaced_indexes(repository))) return {};
    faults_.push_back({{"l'index est incomplet : il est refait à partir des paquets",
                        "the index is incomplete: it is made again from the packs"}});
    return scan_packs(indexed);
}

Result<> ChunkSource::add_pack(const IndexedPack& pack) {
    const auto number = static_cast<std::uint32_t>(packs_.size());
    packs_.push_back({.name = pack.pack});
    std::uint32_t offset = pack.first;
    for (std::uint32_t i = 0; i < pack.chunks.size(); ++i) {
        const auto& chunk = pack.chunks[i];
        if (chunk.size_bytes < crypto::tag_size_bytes) {
            return broken({"un morceau a une taille impossible", "a chunk has an impossible size"});
        }
        TRY(table_.add(chunk.id, {number, offset, chunk.size_bytes, i}));
        offset += chunk.size_bytes;
    }
    return {};
}

Result<> ChunkSource::scan_packs(const std::set<Hash>& indexed) {
    for (const auto& listed : TRY(storage_.list({ObjectKind::pack, computer_}))) {
        if (indexed.contains(listed.hash)) continue;
        const auto scanned = scan_pack(listed);
        if (scanned) continue;
        const auto path = ObjectName{{ObjectKind::pack, computer_}, listed.hash}.path();
        faults_.push_back({join({path, path}, scanned.error().message)});
    }
    return {};
}

// Somebody may have put a pack there with a good head and other content: only what opens counts.
Result<> ChunkSource::scan_pack(const ListedObject& listed) {
    const auto file = TRY(
        get_verified(storage_, {{ObjectKind::pack, computer_}, listed.hash}, pack_size_bytes_max));
    const auto head = TRY(read_pack_head(file));
    IndexedPack pack{.pack = listed.hash, .size_bytes = file.size()};
    pack.first = static_cast<std::uint32_t>(head.first);
    pack.chunks = TRY(open_directory(head, keys_));
    crypto::SymmetricKey key(head.suite, TRY(key_.unwrap(head.envelope, head.salt)));
    Parser chunks(BytesView(file).subspan(head.first));
    for (std::size_t i = 0; i < pack.chunks.size(); ++i) {
        const auto stored = TRY(chunks.take(pack.chunks[i].size_bytes));
        TRY(key.opened(crypto::Nonce(i), pack.chunks[i].id, stored));
    }
    TRY(chunks.expect_end());
    return add_pack(pack);
}

Result<crypto::SymmetricKey> ChunkSource::pack_key(std::uint32_t number) {
    const std::lock_guard lock(mutex_);
    auto& pack = packs_[number];
    if (!pack.key) {
        Bytes front(pack_front_size_bytes_max);
        const ObjectName name{{ObjectKind::pack, computer_}, pack.name};
        front.resize(TRY(storage_.read_some(name, 0, front)));
        const auto head = TRY(read_pack_front(front));
        pack.suite = head.suite;
        pack.key = TRY(key_.unwrap(head.envelope, head.salt));
    }
    return crypto::SymmetricKey(pack.suite, pack.key->duplicate());
}

Result<std::optional<ChunkPlace>> ChunkSource::find(const Hash& id) {
    const std::lock_guard lock(mutex_);
    return table_.find(id);
}

Result<DecodedChunk> ChunkSource::read_any(const Hash& id, ReadingBench& bench) {
    const auto place = TRY(find(id));
    if (!place) {
        return Error{ErrorKind::not_found,
                     {"un morceau manque dans le dépôt", "a chunk is missing in the repository"}};
    }
    auto key = TRY(pack_key(place->pack));
    const auto stored = room_in(bench.stored, place->size_bytes);
    const auto plain = room_in(bench.plain, place->size_bytes - crypto::tag_size_bytes);
    const ObjectName name{{ObjectKind::pack, computer_}, packs_[place->pack].name};
    TRY(storage_.read(name, place->offset, stored));
    TRY(key.open(crypto::Nonce(place->number), id, stored, plain));
    const auto decoded = TRY(decode_chunk(plain, bench.zstd, bench.raw));
    if (bench.namer.name(decoded.kind, decoded.raw) != id) return impostor();
    return decoded;
}

Result<BytesView> ChunkSource::read(ChunkKind kind, const Hash& id, ReadingBench& bench) {
    const auto decoded = TRY(read_any(id, bench));
    if (decoded.kind != kind) return impostor();
    return decoded.raw;
}

}  // namespace primum::vault
