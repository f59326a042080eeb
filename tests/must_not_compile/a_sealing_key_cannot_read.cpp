#include "vault/snapshot.h"

using namespace primum;
using namespace primum::vault;

// What opens a snapshot is a key that can read; the sealing key of a computer has no such member
// (V1).
#ifdef MISTAKE
Result<PrivatePart> read(const Snapshot& snapshot, const SealingKey& key) {
    return snapshot.open(key);
}
#else
Result<PrivatePart> read(const Snapshot& snapshot, const ReadingKey& key) {
    return snapshot.open(key);
}
#endif
