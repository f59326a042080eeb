// Ledger: the practice's obligations, sealed under its LedgerKey, in one file that only grows.
//
// Each write appends one entry, flushed to the disk before it is acknowledged: an earlier version
// is never overwritten, and a kill leaves the entry or nothing of it. Every entry holds the hash of
// the one before: the history of who did what cannot be changed without the key, nor in its middle
// with it, unnoticed. Several processes may have the ledger open: each write takes a lock and reads
// first what others have appended. The format: docs/design/ledger-format.md.
//
// Not thread-safe. References and pointers into the ledger are valid until its next call that is
// not const.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "accounts/person.h"
#include "base/result.h"
#include "compliance/record.h"

namespace primum::compliance {

constexpr std::uint64_t ledger_bytes_max = 256ULL * 1024 * 1024;
constexpr std::size_t entries_max = 500'000;
constexpr std::size_t record_bytes_max = 256UL * 1024;  // All values of one version.

// Who writes. The ledger itself refuses what the role may not do.
struct Author {
    std::string name;
    accounts::Role role = accounts::Role::staff;
};
inline Author author_of(const accounts::SignedIn& signed_in) {
    return {signed_in.person.name, signed_in.person.role};
}

enum class Action : std::uint8_t {
    added = 1,
    changed = 2,
    erased = 3,    // The values of all versions are gone; that it was there stays in the history.
    exported = 4,  // A letter, a form or a list of it was made.
    viewed = 5,    // Opened by somebody from outside the practice (data protection officer).
};
Wording words_of(Action action);

struct HistoryEntry {
    std::uint64_t sequence = 0;  // From 1.
    Time at{};
    std::string by;
    Action action = Action::added;
    RecordKind kind = RecordKind::note;
    std::uint32_t number = 0;
};

// One former state of a record.
struct Version {
    std::uint32_t version = 0;
    Time at{};
    std::string by;
    Values values;
};

class Ledger {
public:
    // An absent file is an empty ledger; it is made with the first entry. ErrorKind::corrupt when
    // the key is another or an entry was changed. Reads the history and the newest version of each
    // record; former versions stay on the disk.
    static Result<Ledger> open(const std::filesystem::path& file, const accounts::LedgerKey& key);
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    // In the order of their numbers. What was erased is not among them.
    std::span<const Record> records(RecordKind kind) const;
    const Record* find(RecordKind kind, std::uint32_t number) const;  // Null when there is none.
    const Record* practice() const { return find(RecordKind::practice, 1); }

    // All versions that are kept, the first one first.
    Result<std::vector<Version>> versions(RecordKind kind, std::uint32_t number) const;
    std::span<const HistoryEntry> history() const;

    // Each is durable on return. Values pass check_record(): ErrorKind::usage names the first field
    // refused. ErrorKind::denied when the
    // author's role may not. The number of the new record is returned.
    Result<std::uint32_t> add(RecordKind kind, const Values& values, const Author& by,
                              Time at = now());
    // `seen` is the record as its author saw it: when somebody else has changed it meanwhile, this
    // is ErrorKind::usage, and nothing is lost. `values` are all of them, not only what is new.
    Result<> change(const Record& seen, const Values& values, const Author& by, Time at = now());
    // By the person in charge: when the time to keep it is over. Rewrites the file without it.
    Result<> erase(RecordKind kind, std::uint32_t number, const Author& by, Time at = now());
    // That something was done with a record which changes nothing: exported, viewed.
    Result<> note(Action action, RecordKind kind, std::uint32_t number, const Author& by,
                  Time at = now());

    // Takes in what other processes have written since.
    Result<> refresh();
    // Reads everything again, former versions too.
    Result<> verify() const;

private:
    struct State;
    explicit Ledger(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace primum::compliance
