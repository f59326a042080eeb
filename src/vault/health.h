// Health: whether what a backup saw looks like a practice's ordinary work or like ransomware (V7).
//
// While it walks, the backup tells a HealthCounter each folder, file by file. What it remembers
// between snapshots is small: three bytes a file and twenty a folder, in the local cache. The
// counts of a snapshot stand in its public part, which the sealing key reads: with the cache lost,
// everything seems new and only those totals are compared. judge() is a pure function over the
// counts of this snapshot and the earlier ones.
//
// The counts name no file. They say how many files of a kind there are: docs/threat-model.md lists
// that among what stays visible. Whoever holds the sealing key can write what he likes here: the
// marks are advice, never a reason to drop a snapshot (V10).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"
#include "content/file_shape.h"
#include "content/ransom_signs.h"
#include "vault/format/encoding.h"

namespace primum::vault {

// What one folder holds, without what is below it. Remembered for each folder.
struct FolderCensus {
    std::uint32_t documents = 0;  // Files with a document's suffix and a recognised content.
    std::uint32_t noise = 0;      // Files of noise, whatever their name.
    std::uint32_t sealed = 0;     // Files that say that a person encrypted them.
    std::uint32_t suffixed = 0;   // Files named like a document with something added, not sealed.
    std::uint32_t nameless =
        0;  // Files with the content of a document, or unknown, and no such name.

    bool operator==(const FolderCensus&) const = default;
};

// One regular file, as the backup met it.
struct FileSeen {
    std::string_view name;     // Without folders. Borrowed for the call.
    content::FileShape shape;  // Of an unchanged file: as remembered.
    bool changed = false;      // Its content was read again: it is new, or not as it was.
    std::optional<content::FileShape> before;  // At the same path in the snapshot before, if known.
};

// The numbers that a snapshot's public part carries, in this order: only ever add at the end.
// Those from `documents` to `sealed` count all files; the others only what happened since the
// snapshot before.
struct HealthCounts {
    std::uint64_t documents = 0;
    std::uint64_t noise = 0;
    std::uint64_t sealed = 0;
    std::uint64_t compared = 0;  // Changed documents that were known before.
    std::uint64_t broken = 0;  // Documents whose content became noise or no longer holds together.
    std::uint64_t weakened = 0;   // Whose content became something unknown, or noisier than before.
    std::uint64_t replaced = 0;   // Documents gone from a folder where as much noise, or as many
                                  // names with something added, appeared.
    std::uint64_t disguised = 0;  // Documents gone where as many nameless files appeared.
    std::uint64_t sealed_instead = 0;     // Documents gone where as many sealed files appeared.
    std::uint64_t suffixed = 0;           // New noise named like a document with something added.
    std::uint64_t ransom_extensions = 0;  // New noise with a suffix that ransomware uses.
    std::uint64_t notes = 0;              // New letters that demand a ransom.
    std::uint64_t note_folders = 0;       // Folders where such letters appeared.
    std::uint64_t noise_rewritten = 0;    // Files of noise before and after, with another content.
    std::uint64_t noise_known = 0;        // Files of noise that were there before.
    std::uint64_t blind = 0;  // 1: a snapshot came before, but the cache did not know it.
    std::uint64_t paths = 0;  // Which paths were backed up, as a keyed hash.

    static constexpr std::size_t count = 17;
    std::array<std::uint64_t, count> as_numbers() const;
    static HealthCounts from_numbers(
        std::span<const std::uint64_t> numbers);  // Missing ones are 0.
    bool operator==(const HealthCounts&) const = default;
};

// As the local cache keeps them (CachedEntry::notes). Notes of another length say nothing.
Bytes notes_of(const content::FileShape& shape);
Bytes notes_of(const FolderCensus& census);
std::optional<content::FileShape> shape_from_notes(BytesView notes);
std::optional<FolderCensus> census_from_notes(BytesView notes);

// Counts while a backup walks. Not thread-safe: one thread tells it, in any order of folders.
class HealthCounter {
public:
    // `signs` is borrowed and must outlive the counter.
    explicit HealthCounter(const content::RansomSigns& signs) : signs_(signs) {}

    // Opens a folder within the one that is open, which goes on after its end_folder(). The first
    // folder is open from the start.
    void begin_folder();
    // All files of the folder that is open, each once.
    void file(const FileSeen& seen);
    // Closes the folder whose files were told. `before`: what was remembered of it. Returns what to
    // remember.
    FolderCensus end_folder(const std::optional<FolderCensus>& before);

    // A keyed hash of what is backed up: only snapshots of the same are compared.
    void of_paths(std::uint64_t mark) { counts_.paths = mark; }
    // The local cache was lost or new, though the repository has a snapshot of this computer.
    void cache_was_lost() { counts_.blind = 1; }

    const HealthCounts& counts() const { return counts_; }

private:
    void changed_document(const FileSeen& seen);
    void new_file(const FileSeen& seen);
    void count_kind(const FileSeen& seen);

    const content::RansomSigns& signs_;
    HealthCounts counts_;
    struct OpenFolder {
        FolderCensus census;
        std::uint64_t broken = 0;
        bool has_note = false;
    };
    std::vector<OpenFolder> outer_;  // Folders around the one that is open.
    FolderCensus folder_;
    std::uint64_t folder_broken_ = 0;  // In place: not to be counted again as replaced.
    bool folder_has_note_ = false;
};

enum class Health : std::uint8_t {
    healthy = 0,
    suspicious = 1,  // Signs, too few to say so loudly. Kept in mind for the next snapshots.
    attacked = 2,
};

struct PastHealth {
    Time time;
    HealthCounts counts;
    Health health = Health::healthy;
};

struct HealthVerdict {
    Health health = Health::healthy;
    std::vector<Sentence> reasons;  // What was seen, the weightiest first; empty when healthy.
};

// `past`: the earlier snapshots of this computer, newest first; those of other paths are passed
// over; only the last 90 days and the newest of all are looked at. `now` is the time of the
// snapshot judged.
HealthVerdict judge(const HealthCounts& counts, std::span<const PastHealth> past, Time now);

}  // namespace primum::vault
