#include "cli/fix_command_line.h"

#include <CLI/CLI.hpp>

namespace primum::cli {
namespace {

// [undo | look] ID [SUBJECT]
void read_words(FixArguments& arguments) {
    auto words = arguments.words;
    arguments.undo = !words.empty() && words[0] == "undo";
    arguments.look = !words.empty() && words[0] == "look";
    if (arguments.undo || arguments.look) {
        if (words.size() < 2) throw CLI::RequiredError(words[0] + " ID");
        words.erase(words.begin());
    }
    if (!words.empty()) arguments.id = words[0];
    if (words.size() > 1) arguments.subject = words[1];
}

}  // namespace

void declare_fix(CLI::App& app, Language language, FixArguments& arguments,
                 std::function<void()> chosen) {
    const auto say_in = [language](const Sentence& sentence) { return sentence.in(language); };
    auto* command =
        app.add_subcommand("fix", say_in({"répare ce que Primum sait réparer, et le défait",
                                          "mends what Primum can mend, and undoes it"}));
    command->fallthrough();
    command->group(say_in({"Commandes", "Commands"}));
    command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
    command->footer(
        say_in({"primum fix                  ce qui peut être réparé ici\n"
                "primum fix CONTRÔLE         montre, demande, change, regarde\n"
                "primum fix undo CONTRÔLE    remet comme avant\n"
                "primum fix look CONTRÔLE    regarde à nouveau, sans rien changer",
                "primum fix                  what can be mended here\n"
                "primum fix CONTROL          shows, asks, changes, looks\n"
                "primum fix undo CONTROL     puts it back as before\n"
                "primum fix look CONTROL     looks again, changing nothing"}));
    command
        ->add_option(
            "id", arguments.words,
            say_in(
                {"[undo | look] le contrôle, puis ce qu'il faut réparer de lui (sans cela, tout)",
                 "[undo | look] the control, then which of its subjects (without it, all)"}))
        ->expected(0, 2);
    command
        ->add_option("--root", arguments.root,
                     say_in({"répare le système dont les fichiers sont sous ce dossier",
                             "mends the system whose files are below this folder"}))
        ->check(CLI::ExistingDirectory);
    command->add_option("--container", arguments.container,
                        say_in({"pour chiffrer un dossier : gocryptfs (sans cela), ou luks",
                                "to encrypt a folder: gocryptfs (without it), or luks"}));
    command->add_flag("--dry-run", arguments.dry_run,
                      say_in({"montre tout et ne change rien", "shows all, changes nothing"}));
    command->add_flag(
        "--yes", arguments.yes,
        say_in({"accepte d'avance (dans un script)", "agrees beforehand (in a script)"}));
    command->add_flag_callback(
        "--progress", [&arguments] { arguments.progress = ProgressForm::lines; },
        say_in({"dit ligne à ligne ce qui est regardé (pour un programme)",
                "says line by line what is being looked at (for a program)"}));
    command->callback([&arguments, chosen = std::move(chosen)] {
        read_words(arguments);
        chosen();
    });
}

}  // namespace primum::cli
