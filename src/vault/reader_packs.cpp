#include "vault/reader_packs.h"

#include "crypto/random.h"

namespace primum::vault {

Result<Hash> ReaderPacks::store(ChunkKind kind, BytesView raw) {
    const auto id = namer_.name(kind, raw);
    const auto plain = encode_chunk(kind, raw, zstd_, buffer_);
    if (!builder_.has_room_for(plain.size())) TRY(finish());
    builder_.add(id, plain, quick_sum(plain));
    return id;
}

Result<> ReaderPacks::finish() {
    if (builder_.is_empty()) return {};
    auto pack = TRY(std::exchange(builder_, PackBuilder()).seal(author_, crypto::fastest_suite()));
    TRY(pack.verify(author_));
    TRY(storage_.put(
        {.folder = {.kind = ObjectKind::pack, .computer = author_.computer}, .hash = pack.name()},
        pack.parts()));
    packs_.push_back(pack.index_entry());
    return {};
}

Result<Hash> write_index_files(Storage& storage, const PackAuthor& author,
                               std::span<const IndexedPack> packs, Hash previous) {
    do {  // Without packs, one that says so.
        const auto now = packs.first(std::min(packs.size(), index_packs_max));
        packs = packs.subspan(now.size());
        const IndexFile index{
            .computer = author.computer, .previous = previous, .packs = {now.begin(), now.end()}};
        const auto file = write_index(index, crypto::fastest_suite(), author.keys,
                                      crypto::random_bytes<sizeof(Hash)>());
        previous = crypto::sha256(file);
        TRY(storage.put(
            {.folder = {.kind = ObjectKind::index, .computer = author.computer}, .hash = previous},
            file));
    } while (!packs.empty());
    return previous;
}

}  // namespace primum::vault
