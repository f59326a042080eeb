// The index files of one computer: reading them all, and whether their chain is whole.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "vault/format/index_file.h"
#include "vault/repository.h"

namespace primum::vault {

struct IndexChain {
    std::set<Hash> names;           // Index files that were read.
    std::map<Hash, Hash> previous;  // Of each, the one that it says came before (zeros: none).
    std::vector<Fault> faults;      // Files that are there and could not be read.

    // The newest: nobody's previous. Zeros when there is none.
    Hash head() const;
    // From `head` back to a first one, without a hole; `replaced` leads from index files that a
    // reader merged to what holds them now.
    bool is_whole(Hash head, const std::map<Hash, Hash>& replaced) const;
};

// Calls `take` with each pack of each index file; memory is bounded by one file.
Result<IndexChain> read_indexes(Storage& storage, const Id16& computer, const ComputerKeys& keys,
                                const std::function<Result<>(IndexedPack)>& take);

// From reindex records: old index file to new.
std::map<Hash, Hash> replaced_indexes(const Repository& repository);

}  // namespace primum::vault
