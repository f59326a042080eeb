#include "fixes/workshop.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "os/file.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

Error busy() {
    return {ErrorKind::usage,
            {"une autre réparation est en cours : attendez qu'elle finisse",
             "another fix is under way: wait until it ends"}};
}

Error touched(const Change& change) {
    return {ErrorKind::denied,
            say("{} a été modifié entre-temps : Primum n'y touche pas. L'état d'avant reste gardé "
                "dans son journal",
                "{} has been changed meanwhile: Primum leaves it alone. The former state stays in "
                "its journal",
                change.place())};
}

Result<os::Descriptor> open_lock(const std::filesystem::path& file) {
    os::Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (opened.is_open()) return opened;
    return os::system_error(errno, say("ouvrir {}", "open {}", file.string()));
}

Result<os::Descriptor> lock(const std::filesystem::path& file) {
    auto opened = TRY(open_lock(file));
    if (!os::try_lock(opened)) return busy();
    return opened;
}

// What a killed fix had started goes on, and would change what is judged meanwhile. Not for ever: a
// server that an old script of init.d has started holds the lock as long as it runs.
void wait_for_commands(const os::Descriptor& commands) {
    constexpr auto pause = std::chrono::milliseconds(20);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (os::try_lock(commands).refusal() == EWOULDBLOCK &&
           std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(pause);
    }
    (void)os::try_shared_lock(commands);
}

void note_who_runs(std::vector<Wake>& wakes) {
    for (auto& wake : wakes) wake.ran = is_running(wake);
}

Result<> wake_all(const std::vector<Wake>& wakes) {
    for (const auto& wake : wakes) TRY(carry_out(wake));
    return {};
}

Result<bool> all_stand(const Entry& entry, Stands how) {
    for (const auto& change : entry.changes) {
        if (TRY(change->look()) != how) return false;
    }
    return true;
}

Result<bool> any_stands(const Entry& entry, Stands how) {
    for (const auto& change : entry.changes) {
        if (TRY(change->look()) == how) return true;
    }
    return false;
}

// Those that stand in the way of going back.
Result<> refuse_foreign(const Entry& entry) {
    for (const auto& change : entry.changes) {
        if (TRY(change->look()) == Stands::foreign) return touched(*change);
    }
    return {};
}

}  // namespace

Workshop::Workshop(Workshop&&) noexcept = default;
Workshop& Workshop::operator=(Workshop&&) noexcept = default;
Workshop::~Workshop() = default;

Result<Workshop> Workshop::open(const std::filesystem::path& home) {
    TRY(os::make_private_directory(home));
    auto journal = TRY(Journal::open(home / "fixes"));
    auto held = TRY(lock(home / "fixes" / "lock"));
    auto commands = TRY(open_lock(home / "fixes" / "commands"));
    (void)os::try_shared_lock(commands);  // Beside what still runs.
    TRY(journal.sweep());
    return Workshop(std::move(journal), std::move(held), std::move(commands));
}

void Workshop::give_lock(const Entry& entry) const {
    for (const auto& change : entry.changes) change->give_lock(commands_.number());
}

Result<unsigned> Workshop::apply(const std::string& control, std::vector<std::string> subjects,
                                 Plan plan) const {
    Entry entry{.number = TRY(journal_.next_number()),
                .control = control,
                .subjects = std::move(subjects),
                .state = State::applying,
                .started_at = now(),
                .changes = std::move(plan.changes),
                .wakes = std::move(plan.wakes)};
    note_who_runs(entry.wakes);
    give_lock(entry);
    // Between the plan and the person's yes, somebody may have been here.
    for (const auto& change : entry.changes) {
        if (TRY(change->look()) != Stands::before) return touched(*change);
    }
    TRY(journal_.keep(entry).context(
        {"tenir le journal des réparations", "keep the journal of fixes"}));
    const auto done = [&]() -> Result<> {
        for (const auto& change : entry.changes) TRY(change->apply());
        return wake_all(entry.wakes);
    }();
    if (!done) {
        const auto back = put_back(entry, nullptr);
        if (!back) {
            return Error{done.error().kind,
                         join(done.error().message,
                              {"et tout n'a pu être remis : relancez primum fix",
                               "and not everything could be put back: run primum fix again"})};
        }
        entry.state = State::rolled_back;
        TRY(journal_.keep(entry));
        return Error{done.error().kind,
                     join({"rien n'a changé, tout a été remis comme avant",
                           "nothing has changed, everything was put back as before"},
                          done.error().message)};
    }
    entry.state = State::applied;
    TRY(journal_.keep(entry));
    return entry.number;
}

Result<bool> Workshop::is_proved(unsigned number) const {
    const auto entries = TRY(journal_.entries());
    const auto entry = std::ranges::find(entries, number, &Entry::number);
    if (entry == entries.end()) return false;
    const bool is_told =
        !entry->changes.empty() && std::ranges::all_of(entry->changes, [](const auto& change) {
            return change->look_is_proof();
        });
    return is_told && TRY(all_stand(*entry, Stands::after));
}

// In reverse order; what is as before is left alone.
Result<> Workshop::put_back(Entry& entry, const AskPassword& ask) const {
    for (auto change = entry.changes.rbegin(); change != entry.changes.rend(); ++change) {
        const auto stands = TRY((*change)->look());
        if (stands == Stands::before) continue;
        // By an undo that was killed before the journal knew.
        if (entry.state == State::undoing && TRY((*change)->is_put_back())) continue;
        if (stands == Stands::foreign) return touched(**change);
        if ((*change)->needs_password() && ask) {
            (*change)->give_password(TRY(ask((*change)->place())));
        }
        TRY((*change)->revert());
    }
    return wake_all(entry.wakes);
}

Result<> Workshop::undo(Entry& entry, const AskPassword& ask) const {
    give_lock(entry);
    TRY(refuse_foreign(entry));
    note_who_runs(entry.wakes);
    entry.state = State::undoing;
    TRY(journal_.keep(entry));
    const auto back = put_back(entry, ask);
    // Refused before anything was touched, by a wrong password for example: nothing is under way.
    if (!back && TRY(all_stand(entry, Stands::after))) {
        entry.state = State::applied;
        TRY(journal_.keep(entry));
    }
    TRY(std::move(back));
    entry.state = State::undone;
    return journal_.keep(entry);
}

Result<State> Workshop::resume(Entry& entry, const AskPassword& ask) const {
    give_lock(entry);
    for (const auto& change : entry.changes) TRY(change->sweep());
    if (entry.state == State::undoing) {
        TRY(put_back(entry, ask));
        return State::undone;
    }
    if (TRY(any_stands(entry, Stands::committed))) {
        for (const auto& change : entry.changes) {
            if (TRY(change->look()) != Stands::after) TRY(change->apply());
        }
    }
    if (TRY(all_stand(entry, Stands::after))) {
        TRY(wake_all(entry.wakes));
        return State::applied;
    }
    TRY(put_back(entry, ask));
    return State::rolled_back;
}

Result<std::vector<Recovered>> Workshop::recover(const AskPassword& ask) const {
    std::vector<Recovered> recovered;
    for (auto& entry : TRY(journal_.entries())) {
        if (entry.state != State::applying && entry.state != State::undoing) continue;
        if (recovered.empty()) wait_for_commands(commands_);
        Recovered one{.number = entry.number, .control = entry.control, .state = entry.state};
        const auto state = resume(entry, ask);
        if (state) {
            entry.state = one.state = *state;
            TRY(journal_.keep(entry));
        } else {
            one.problem = state.error();
        }
        recovered.push_back(std::move(one));
    }
    return recovered;
}

Sentence describe(const Plan& plan) {
    Sentence text;
    for (const auto& change : plan.changes) {
        const auto shown = change->show();
        text.french += shown.french + "\n";
        text.english += shown.english + "\n";
    }
    for (const auto& wake : plan.wakes) {
        const auto command = describe(wake);
        if (command.empty()) continue;
        text.french += "$ " + command + "\n";
        text.english += "$ " + command + "\n";
    }
    return text;
}

}  // namespace primum::fixes
