// Forget: drops the snapshots that a reader's rules no longer keep. Nothing of their content goes
// before prune.
//
// The order of §13: a signed record of what is dropped is in the storage before the first snapshot
// is removed, so that a snapshot that is missing without a record was taken away by somebody.
#pragma once

#include <vector>

#include "vault/repository.h"
#include "vault/retention.h"

namespace primum::vault {

struct ForgetPlan {
    std::vector<KnownSnapshot> snapshots;  // All there are, oldest first.
    std::vector<Fate> fates;               // Of each.

    std::size_t dropped() const;
};

// Judges all snapshots; changes nothing. `key` opens their paths: those with the same paths replace
// one another.
Result<ForgetPlan> plan_forget(Repository& repository, const ReadingKey& key,
                               const RetentionRules& rules, Time now);

// Writes the record, then removes. Interrupted, the next forget goes on; what the record names
// counts as dropped.
Result<> carry_out(const ForgetPlan& plan, Repository& repository, RemovingStorage& storage,
                   const ReadingKey& key, Time now);

// Publishes what a reader did, at the end of that reader's chain of records.
Result<> publish_record(Repository& repository, const ReadingKey& key, Time now,
                        std::variant<ForgetRecord, CondemnRecord, ReindexRecord, EraseRecord> body);

}  // namespace primum::vault
