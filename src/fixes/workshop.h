// Workshop: where fixes are carried out, undone, and taken up again after an interruption.
//
// The order is the guarantee: the journal is on the disk before the first change, and says
// "applied" or "undone" only after the last. Whoever is killed in between leaves an entry that
// recover() brings to the old state, or to the new one where everything was done already.
// One process at a time: it holds a lock as long as it lives.
#pragma once

#include <functional>

#include "fixes/fix.h"
#include "fixes/journal.h"
#include "os/descriptor.h"

namespace primum::fixes {

// What recover() did with one interrupted entry.
struct Recovered {
    unsigned number = 0;
    std::string control;
    State state = State::applied;  // As it is now: applied, undone or rolled_back.
    std::optional<Error> problem;  // Why it could not be brought to an end; it stays interrupted.
};

class Workshop {
public:
    // Asks for the password of an encrypted folder.
    using AskPassword = std::function<Result<std::string>(const std::string& place)>;

    // `home` is Primum's own folder. ErrorKind::usage while another process is at work in it.
    static Result<Workshop> open(const std::filesystem::path& home);
    // Not inline: GCC 12 warns of a wrong free in what it makes of them there.
    Workshop(Workshop&&) noexcept;
    Workshop& operator=(Workshop&&) noexcept;
    ~Workshop();

    Result<std::vector<Entry>> entries() const { return journal_.entries(); }

    // Does all of the plan or, when a part fails, puts back what was done and says why. The number
    // of the journal's entry.
    Result<unsigned> apply(const std::string& control, std::vector<std::string> subjects,
                           Plan plan) const;

    // Whether each change of the entry was seen done by whatever holds the door itself. False when
    // that cannot be known.
    Result<bool> is_proved(unsigned number) const;

    // Puts everything back as it was. Refuses, changing nothing, when somebody has changed the same
    // places since.
    Result<> undo(Entry& entry, const AskPassword& ask) const;

    // Brings interrupted entries to an end.
    Result<std::vector<Recovered>> recover(const AskPassword& ask) const;

private:
    Workshop(Journal journal, os::Descriptor lock, os::Descriptor commands)
        : journal_(std::move(journal)), lock_(std::move(lock)), commands_(std::move(commands)) {}

    void give_lock(const Entry& entry) const;
    Result<> put_back(Entry& entry, const AskPassword& ask) const;
    Result<State> resume(Entry& entry, const AskPassword& ask) const;

    Journal journal_;
    os::Descriptor lock_;
    os::Descriptor commands_;  // Locked by whatever a fix has started, and outlives it.
};

// What a plan would do, exactly: diffs, commands, calls.
Sentence describe(const Plan& plan);

}  // namespace primum::fixes
