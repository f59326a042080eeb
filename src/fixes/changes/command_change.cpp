#include "fixes/changes/command_change.h"

#include <unistd.h>
#include <nlohmann/json.hpp>

#include "os/command.h"

namespace primum::fixes {
namespace {

// Installing a package takes its time.
constexpr auto time_max = std::chrono::minutes(10);

Result<Words> words_from(const Json& kept, std::string_view name) {
    auto words = TRY(kept_words(kept, name));
    if (!words.empty()) return words;
    return Error{ErrorKind::corrupt, say("le journal ne dit pas la commande ({})",
                                         "the journal does not tell the command ({})", name)};
}

}  // namespace

std::unique_ptr<Change> CommandChange::plan(Commands commands) {
    CHECK(!commands.apply.empty() && !commands.revert.empty() && !commands.check.empty());
    return std::unique_ptr<Change>(new CommandChange(std::move(commands)));
}

Result<std::unique_ptr<Change>> CommandChange::from(const Json& kept) {
    // Journals of earlier versions have none.
    const bool has_steps = kept.contains("untouched");
    return plan({.apply = TRY(words_from(kept, "apply")),
                 .revert = TRY(words_from(kept, "revert")),
                 .check = TRY(words_from(kept, "check")),
                 .done_when_check_fails = kept.value("done_when_check_fails", false),
                 .untouched = has_steps ? TRY(kept_words(kept, "untouched")) : Words{}});
}

Json CommandChange::keep() const {
    return {{"kind", kind},
            {"apply", as_json_words(commands_.apply)},
            {"revert", as_json_words(commands_.revert)},
            {"check", as_json_words(commands_.check)},
            {"done_when_check_fails", commands_.done_when_check_fails},
            {"untouched", as_json_words(commands_.untouched)}};
}

Sentence CommandChange::show() const {
    const auto line = "$ " + os::as_typed(commands_.apply);
    const auto back = os::as_typed(commands_.revert);
    return {fmt::format("{}\n    (pour revenir : {})\n", line, back),
            fmt::format("{}\n    (to go back: {})\n", line, back)};
}

std::string CommandChange::place() const { return os::as_typed(commands_.apply); }

bool CommandChange::is_allowed() const { return ::geteuid() == 0; }

Result<Stands> CommandChange::look() const {
    const auto answer = TRY(os::run_command({.argv = commands_.check, .inherited = lock_}));
    const bool is_done = (answer.status == 0) != commands_.done_when_check_fails;
    if (is_done) return Stands::after;
    if (commands_.untouched.empty()) return Stands::before;
    const auto untouched = TRY(os::run_command({.argv = commands_.untouched, .inherited = lock_}));
    return untouched.status == 0 ? Stands::before : Stands::between;
}

Result<> CommandChange::apply() {
    TRY(os::run_command_well({.argv = commands_.apply, .time = time_max, .inherited = lock_}));
    return {};
}

Result<> CommandChange::revert() {
    TRY(os::run_command_well({.argv = commands_.revert, .time = time_max, .inherited = lock_}));
    return {};
}

}  // namespace primum::fixes
