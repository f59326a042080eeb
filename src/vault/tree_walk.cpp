#include "vault/tree_walk.h"

namespace primum::vault {

TreeReader::Source tree_source(const PrivatePart& part, ChunkSource& chunks, ReadingBench& bench) {
    return [&part, &chunks, &bench, next = std::size_t{0},
            given = std::uint64_t{0}]() mutable -> Result<std::optional<BytesView>> {
        if (next == part.tree_chunks.size()) {
            if (given != part.tree_bytes) {
                return broken({"l'arborescence n'a pas la taille annoncée",
                               "the tree has not the size announced"});
            }
            return std::optional<BytesView>();
        }
        const auto raw = TRY(chunks.read(ChunkKind::tree, part.tree_chunks[next++], bench));
        given += raw.size();
        return std::optional(raw);
    };
}

Result<> for_each_extent(const Entry& entry, ChunkSource& chunks, ReadingBench& bench,
                         const std::function<Result<>(const Extent&)>& take) {
    for (const auto& extent : entry.extents) {
        if (extent.kind != Extent::Kind::list) {
            TRY(take(extent));
            continue;
        }
        const auto list =
            TRY(read_extents(TRY(chunks.read(ChunkKind::extents, extent.chunk, bench))));
        std::uint64_t length = 0;
        for (const auto& inner : list) {
            if (inner.length > extent.length - length) {
                return broken({"une liste de morceaux dépasse sa place",
                               "a list of chunks exceeds its place"});
            }
            length += inner.length;
            TRY(take(inner));
        }
        if (length != extent.length) {
            return broken({"il manque des morceaux à un fichier", "chunks of a file are missing"});
        }
    }
    return {};
}

}  // namespace primum::vault
