// Reads the tree of a snapshot from its chunks.
#pragma once

#include "vault/chunk_source.h"
#include "vault/format/tree.h"
#include "vault/snapshot.h"

namespace primum::vault {

// A TreeReader's source over the chunks of `part`. All are borrowed and must outlive it; the bench
// is used at each call.
TreeReader::Source tree_source(const PrivatePart& part, ChunkSource& chunks, ReadingBench& bench);

// The extents of an entry with those that stand in chunks of their own in their place, in order.
Result<> for_each_extent(const Entry& entry, ChunkSource& chunks, ReadingBench& bench,
                         const std::function<Result<>(const Extent&)>& take);

}  // namespace primum::vault
