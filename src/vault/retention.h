// Retention: which snapshots a reader's `forget` may drop. A pure judgement over what snapshots say of themselves.
//
// The computers that wrote the snapshots are not trusted (V10). A rule keeps the *last* snapshot of each day, week, month
// or year, so a hostile one could write a newer snapshot into a period to push an honest one out, or date snapshots
// ahead so that they use up the periods. Against this:
//
//   - Nothing is dropped that is younger than 30 days by every clock that can vouch for it: its own time, the time of any
//     snapshot after it in its chain, the time of any other computer's snapshot that saw it, and when the reader first
//     saw it. What says an impossible time (ahead of the reader's clock, before its predecessor) is not believed, and kept.
//   - In a period not the last but *both ends* stay: the first snapshot of a period can no longer be replaced by anything
//     written later. Once a snapshot is old enough to be dropped, whatever is written now falls into periods of now.
//   - Periods are counted per computer and set of paths, from the present backwards by the calendar, not by how many
//     snapshots there are: a flood fills one day, and pushes nothing out of another.
//   - The last healthy snapshot before each attack is kept, and so is every snapshot that was not judged healthy when
//     none after it is; a mark can only add to what is kept.
//
// So a snapshot's fate depends on its own place in the calendar and on snapshots before it in its period, never on later ones.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"
#include "vault/snapshot.h"

namespace primum::vault {
