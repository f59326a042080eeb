// History: whether the snapshots and records of a repository form whole chains, and whether what
// this computer saw before is still there. Pure functions; docs/design/vault-format.md §13 and §14.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "vault/repository.h"

namespace primum::vault {

// What is remembered of a repository outside of it.
struct RepositoryState {
    struct Head {
        std::uint64_t sequence = 0;
        Hash object{};
        bool operator==(const Head&) const = default;
    };
    struct OwnSnapshot {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
        bool operator==(const OwnSnapshot&) const = default;
    };
    std::map<Id16, Head> heads;             // The newest snapshot seen of each computer.
    std::map<Id16, Head> records;           // The newest record seen of each reader.
    std::map<SnapshotId, OwnSnapshot> own;  // Exact figures, which the public parts round.

    bool operator==(const RepositoryState&) const = default;
};

std::string write_state(const RepositoryState& state);
Result<RepositoryState> read_state(std::string_view text);

// Chains with holes, forks, and heads that others witnessed and that are gone.
std::vector<Fault> chain_faults(const Repository& repository,
                                std::span<const KnownSnapshot> snapshots);
// What the state knew and the repository has no more: it was put back to an older state.
std::vector<Fault> rollback_faults(const RepositoryState& state, const Repository& repository,
                                   std::span<const KnownSnapshot> snapshots);
// `state` moved forward to what the repository shows.
void remember(RepositoryState& state, const Repository& repository,
              std::span<const KnownSnapshot> snapshots);

// The snapshot that a person means: an identifier, a unique beginning of one, or "latest".
Result<KnownSnapshot> find_snapshot(std::span<const KnownSnapshot> snapshots,
                                    std::string_view wanted);

}  // namespace primum::vault
