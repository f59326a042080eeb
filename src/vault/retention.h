// Retention: which snapshots a reader's `forget` may drop. A pure judgement over what snapshots say
// of themselves.
//
// The computers that wrote them are not trusted (V10). Two things cannot be told apart: a hostile
// backup made every day with the right time, and an honest one. Everything else can, and counts for
// nothing:
//
//   - Believed times only. A snapshot that is dated after now, before one that stands earlier in
//   its chain, or against what
//     another computer saw, or whose place in the chain another claims, is not believed: it takes
//     no place in any period, and is never dropped.
//   - Nothing younger than 30 days is dropped.
//   - Fixed places: the first snapshot of each of the last N days, weeks, months and years *of the
//   calendar* is kept. Only
//     snapshots before it in its own chain decide that, and those are sealed into it by their
//     hashes: no later write can take the place away.
//   - Ordinary places: the last snapshot of each of the last N days, weeks, months and years *that
//   have any*, as other
//     programs do, so that a computer that stopped for a year loses nothing. Later writes could
//     take these; so they are also given as if the chain had ended before each disturbance: a time
//     that is not believed, a flood, a fork, a snapshot that looks attacked. A flood or a forged
//     date thus keeps what was there before it.
//   - The last healthy snapshot before one that looks attacked stays, and so does the newest of
//   each computer.
//
// A mark, a date or a number in a snapshot can add to what is kept, never take away.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "vault/format/record.h"
#include "vault/snapshot.h"

namespace primum::vault {

// How many periods of each length keep a snapshot.
struct RetentionRules {
    unsigned daily = 0;
    unsigned weekly = 0;
    unsigned monthly = 0;
    unsigned yearly = 0;
};

struct RetainedSnapshot {
    SnapshotId id{};
    PublicPart public_part;  // Its signature was checked.
    std::uint64_t group =
        0;  // Same paths, same number: what replaces one another. Chosen by the caller.
};

struct RetentionInput {
    std::span<const RetainedSnapshot> snapshots;
    std::span<const ForgetRecord::Item> forgotten;  // What readers' records say was dropped before.
};

enum class Fate : std::uint8_t {
    dropped,
    kept_for_period,
    kept_young,         // Less than 30 days old.
    kept_newest,        // Of its computer and paths.
    kept_healthy,       // The last healthy one before an attack.
    kept_not_believed,  // Its time cannot be right; somebody should look.
};

constexpr std::chrono::days retention_age_min{30};

// One fate for each snapshot, in the same order. Snapshots come in any order; `now` is the reader's
// clock.
std::vector<Fate> judge_retention(const RetentionInput& input, const RetentionRules& rules,
                                  Time now);

}  // namespace primum::vault
