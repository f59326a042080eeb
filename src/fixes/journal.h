// Journal: what fixes have changed, and how it was before.
//
// One file an entry, <number>-<control>.json, private to its user (0600) in a folder of the same
// user (0700): as root, a journal that somebody else could have written is refused, since undoing
// it would write what they please where they please. An entry is on the disk before anything
// changes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "fixes/change.h"
#include "fixes/wake.h"

namespace primum::fixes {

enum class State {
    applying,  // Begun; when no process is at it any more: interrupted.
    applied,
    undoing,  // Likewise.
    undone,
    rolled_back,  // It did not come to pass: all is as it was before.
};

std::string_view name_of(State state);

struct Entry {
    unsigned number = 0;  // From 1; grows.
    std::string control;
    std::vector<std::string> subjects;
    State state = State::applying;
    Time started_at;
    Changes changes;
    std::vector<Wake> wakes;

    std::string name() const { return std::to_string(number); }
};

class Journal {
public:
    static constexpr std::size_t entry_bytes_max = 64UL * 1024 * 1024;

    // Makes the folder where there is none. ErrorKind::denied when it is not this user's alone.
    static Result<Journal> open(const std::filesystem::path& folder);

    // In the order of their numbers. A damaged entry is an error: never skipped in silence.
    Result<std::vector<Entry>> entries() const;
    Result<unsigned> next_number() const;

    // Durable on return; replaces what was kept under the same number.
    Result<> keep(const Entry& entry) const;

    // Removes half-written pages; only for who holds the lock.
    Result<> sweep() const;

private:
    explicit Journal(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<std::vector<std::filesystem::path>> files() const;

    std::filesystem::path folder_;
};

// Pure, for tests and for fuzzing: the text of an entry's file.
std::string as_text(const Entry& entry);
Result<Entry> entry_from(std::string_view text);

}  // namespace primum::fixes
