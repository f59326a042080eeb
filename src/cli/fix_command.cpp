#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/fix_facts.h"
#include "cli/fix_words.h"
#include "cli/places.h"
#include "fixes/container.h"
#include "fixes/fix_list.h"
#include "fixes/workshop.h"
#include "os/command.h"
#include "os/file.h"

namespace primum::cli {
namespace {

using fixes::Entry;
using fixes::State;

bool is_at_terminal() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

// What a person needs to run it with the rights it lacks.
Error needs_root(const FixArguments& fix, const std::filesystem::path& home) {
    std::vector<std::string> words{"sudo", "PRIMUM_HOME=" + home.string()};
    const auto program = os::program_file();
    words.push_back(program ? program->string() : "primum");
    words.emplace_back("fix");
    if (fix.undo) words.emplace_back("undo");
    words.push_back(fix.id);
    if (!fix.subject.empty()) words.push_back(fix.subject);
    if (!fix.container.empty()) words.insert(words.end(), {"--container", fix.container});
    return {ErrorKind::usage,
            say("il faut les droits d'administrateur pour changer cela :\n    {}",
                "changing this takes an administrator's rights:\n    {}", os::as_typed(words))};
}

Result<> check_rights(const fixes::Changes& changes, const FixArguments& fix,
                      const std::filesystem::path& home) {
    const bool allowed =
        std::ranges::all_of(changes, [](const auto& change) { return change->is_allowed(); });
    return allowed ? Result<>{} : Result<>(needs_root(fix, home));
}

// The journal must not lie in what is moved or encrypted.
Result<> spare_our_home(const fixes::Changes& changes, const std::filesystem::path& home) {
    std::error_code failure;
    const auto real = std::filesystem::weakly_canonical(home, failure);
    for (const auto& change : changes) {
        const std::filesystem::path place = change->place();
        const auto ends = std::mismatch(place.begin(), place.end(), real.begin(), real.end());
        if (place.is_absolute() && ends.first == place.end()) {
            return Error{
                ErrorKind::usage,
                say("les données de Primum sont dans {} : choisissez un dossier plus petit",
                    "Primum's own data are in {}: choose a smaller folder", place.string())};
        }
    }
    return {};
}

Result<std::string> ask_password(const std::string& place, Language language) {
    if (is_at_terminal()) {
        const auto question = say("Mot de passe du conteneur chiffré {} : ",
                                  "Password of the encrypted container {}: ", place);
        std::fputs(question.in(language).c_str(), stderr);
    }
    return read_secret_line();
}

// Brings what was interrupted to an end, and says so; a dry run only tells.
Result<> settle(const fixes::Workshop& workshop, const FixArguments& fix, Language language) {
    if (fix.dry_run) {
        for (const auto& entry : TRY(workshop.entries())) {
            if (entry.state != State::applying && entry.state != State::undoing) continue;
            print_message(interrupted(entry), language);
        }
        return {};
    }
    const auto ask = [&](const std::string& place) { return ask_password(place, language); };
    for (const auto& one : TRY(workshop.recover(ask))) print_message(recovered(one), language);
    return {};
}

// Nothing when the person says no.
Result<bool> agrees(const FixArguments& fix, const Sentence& question, Language language) {
    if (fix.yes) return true;
    if (!is_at_terminal()) {
        return Error{ErrorKind::usage,
                     {"dans un script, ajoutez --yes pour accepter, ou --dry-run "
                      "pour voir sans rien changer",
                      "in a script, add --yes to agree, or --dry-run to look "
                      "without changing anything"}};
    }
    return ask_yes(question, language);
}

// Shown once, before anything changes: from then on nobody else knows it.
Result<> hand_over(const std::vector<fixes::Secret>& secrets, const FixArguments& fix,
                   Language language) {
    for (const auto& secret : secrets) {
        print(secret_words(secret).in(language));
        std::fflush(stdout);
        if (!secret.must_be_kept || fix.yes) continue;
        print_message(
            {"Notez-le, puis retapez-le ici : ", "Write it down, then type it again here: "},
            language);
        if (TRY(read_secret_line()) != secret.password) {
            return Error{ErrorKind::usage,
                         {"ce n'est pas le même : rien n'a changé",
                          "it is not the same: nothing has changed"}};
        }
    }
    return {};
}

ExitCode say_verdict(Verdict verdict, Language language) {
    print(verdict_words(verdict).in(language));
    if (verdict == Verdict::open) return ExitCode::found;
    return verdict == Verdict::unknown ? ExitCode::incomplete : ExitCode::fine;
}

Result<ExitCode> mend(const Arguments& arguments, const FixArguments& fix) {
    const auto language = arguments.language;
    const auto home = TRY(home_directory());
    const auto workshop = TRY(fixes::Workshop::open(home));
    TRY(settle(workshop, fix, language));
    auto facts = TRY(FixFacts::open(arguments.catalogue, home, fix.root));
    auto situation = TRY(facts.situation(fix.id, fix.subject));
    if (!fix.container.empty()) {
        situation.container = TRY(fixes::container_format_named(fix.container));
    }
    auto plan = TRY(fixes::plan_for(situation));

    print(plan_words(plan, situation).in(language));
    if (fix.dry_run) {
        print_message({"Rien n'a été changé (--dry-run).\n", "Nothing was changed (--dry-run).\n"},
                      language);
        return ExitCode::fine;
    }
    TRY(check_rights(plan.changes, fix, home));
    TRY(spare_our_home(plan.changes, home));
    const Sentence question{"Faire ces changements ? [o/N] ", "Make these changes? [y/N] "};
    if (!TRY(agrees(fix, question, language))) {
        print_message({"Rien n'a été changé.\n", "Nothing was changed.\n"}, language);
        return ExitCode::fine;
    }
    TRY(hand_over(plan.secrets, fix, language));
    const auto next = plan.next;
    const auto subjects = plan.subjects;
    const auto ports = listening_ports();
    const auto number = TRY(workshop.apply(fix.id, subjects, std::move(plan)));
    print(done_words(number, next).in(language));
    wait_until_listening(ports);
    auto verdict = TRY(facts.look_again(fix.id, subjects, language));
    // A box whose list has become empty tells the probe nothing; asked for one opening, it answers.
    if (verdict == Verdict::unknown) {
        const auto proved = workshop.is_proved(number);
        if (proved && *proved) verdict = Verdict::closed;
    }
    return say_verdict(verdict, language);
}

// The entry that `id` names: its number, or the newest of that control that can be undone.
Result<Entry*> entry_to_undo(std::vector<Entry>& entries, const std::string& id) {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const bool is_named = entry->name() == id;
        if (is_named && entry->state != State::applied) {
            return Error{ErrorKind::usage,
                         say("la réparation {} est déjà défaite", "fix {} is undone already", id)};
        }
        if (is_named || (entry->control == id && entry->state == State::applied)) return &*entry;
    }
    return Error{ErrorKind::usage,
                 say("aucune réparation de « {} » à défaire (primum fix les montre)",
                     "no fix of \"{}\" to undo (primum fix shows them)", id)};
}

Result<ExitCode> undo(const Arguments& arguments, const FixArguments& fix) {
    const auto language = arguments.language;
    const auto home = TRY(home_directory());
    const auto workshop = TRY(fixes::Workshop::open(home));
    TRY(settle(workshop, fix, language));
    auto entries = TRY(workshop.entries());
    auto* entry = TRY(entry_to_undo(entries, fix.id));
    print(undo_words(*entry).in(language));
    TRY(check_rights(entry->changes, fix, home));
    if (fix.dry_run) return ExitCode::fine;
    const Sentence question{"Remettre comme avant ? La porte sera de nouveau ouverte. [o/N] ",
                            "Put it back as before? The door will be open again. [y/N] "};
    if (!TRY(agrees(fix, question, language))) return ExitCode::fine;
    const auto ask = [&](const std::string& place) { return ask_password(place, language); };
    const auto ports = listening_ports();
    TRY(workshop.undo(*entry, ask));
    wait_until_listening(ports);
    print(say("Tout est remis comme avant (réparation {}).\n",
              "Everything is put back as before (fix {}).\n", entry->number)
              .in(language));
    auto facts = FixFacts::open(arguments.catalogue, home, fix.root);
    if (facts) {
        const auto verdict = facts->look_again(entry->control, entry->subjects, language);
        if (verdict) print(verdict_words(*verdict).in(language));
    }
    return ExitCode::fine;
}

Result<ExitCode> look(const Arguments& arguments, const FixArguments& fix) {
    auto facts = TRY(FixFacts::open(arguments.catalogue, TRY(home_directory()), fix.root));
    return say_verdict(TRY(facts.look_again(fix.id, arguments.language, fix.progress)),
                       arguments.language);
}

Result<ExitCode> list(const Arguments& arguments, const FixArguments& fix) {
    const auto language = arguments.language;
    const auto home = TRY(home_directory());
    const auto workshop = TRY(fixes::Workshop::open(home));
    TRY(settle(workshop, fix, language));
    auto facts = TRY(FixFacts::open(arguments.catalogue, home, fix.root));
    print(list_words(TRY(facts.mendable()), TRY(workshop.entries())).in(language));
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_fix(const Arguments& arguments, const FixArguments& fix) {
    if (fix.undo) return undo(arguments, fix);
    if (fix.look) return look(arguments, fix);
    if (fix.id.empty()) return list(arguments, fix);
    return mend(arguments, fix);
}

}  // namespace primum::cli
