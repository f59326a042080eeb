// Prune: removes what no snapshot needs any more, and packs what is left anew.
//
// In two steps, so that it may run beside a backup (vault-format.md §13): packs are *condemned* by
// a signed record first, and a backup that counted on one of them starts over; a day later at the
// earliest, what is still needed of them is packed anew, the index is rewritten, and they are
// removed. Interrupted at any instant, nothing that a snapshot needs is lost, and the next prune
// goes on.
#pragma once

#include <filesystem>
#include <vector>

#include "vault/repository.h"

namespace primum::vault {

struct PruneOptions {
    std::filesystem::path scratch;  // A folder for temporary files.
    unsigned dead_percent_min =
        25;                // Of a pack, before it is worth packing anew. Nought: any dead byte.
    bool at_once = false;  // The person says that no backup is running anywhere.
    Time now;
};

struct PackState {
    Hash pack{};
    std::uint64_t size_bytes = 0;
    std::uint64_t live_bytes = 0;
    bool condemned = false;  // By a record, whose time has come.
};

struct ComputerPrune {
    Id16 computer{};
    std::vector<PackState> condemn;  // To be condemned now.
    std::vector<PackState> remove;   // Condemned before, and due.
};

struct PrunePlan {
    std::vector<ComputerPrune> computers;
    std::uint64_t packs = 0;            // All there are.
    std::uint64_t size_bytes = 0;       // Of them.
    std::uint64_t freed_bytes = 0;      // What removing gives back now.
    std::uint64_t condemned_bytes = 0;  // What it will give back after the delay.
};

// Walks all snapshots; changes nothing.
Result<PrunePlan> plan_prune(Repository& repository, const ReadingKey& key,
                             const PruneOptions& options);

// Condemns, and removes what is due. With options.at_once both follow one another.
Result<> carry_out(const PrunePlan& plan, Repository& repository, RemovingStorage& storage,
                   const ReadingKey& key, const PruneOptions& options);

}  // namespace primum::vault
