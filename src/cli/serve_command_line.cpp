#include "cli/serve_command_line.h"

#include <CLI/CLI.hpp>

namespace primum::cli {

void declare_serve(CLI::App& app, Language language, ServeArguments& arguments,
                   std::function<void()> chosen) {
    const auto say_in = [language](const Sentence& sentence) { return sentence.in(language); };
    auto* command = app.add_subcommand(
        "serve", say_in({"ouvre le tableau de bord du cabinet dans le navigateur",
                         "opens the practice's dashboard in the browser"}));
    command->fallthrough();
    command->group(say_in({"Commandes", "Commands"}));
    command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
    command
        ->add_option("--listen", arguments.listen,
                     say_in({"adresse et port ; au-delà de cet ordinateur, toujours chiffré",
                             "address and port; beyond this computer, always encrypted"}))
        ->capture_default_str();
    auto* certificate = command->add_option(
        "--certificate", arguments.certificate,
        say_in({"certificat (PEM) ; sans lui, Primum fait le sien hors de cet ordinateur",
                "certificate (PEM); without it, Primum makes its own beyond this computer"}));
    auto* key = command->add_option("--key", arguments.key,
                                    say_in({"sa clé privée (PEM)", "its private key (PEM)"}));
    certificate->needs(key)->check(CLI::ExistingFile);
    key->needs(certificate)->check(CLI::ExistingFile);
    command->add_option("--name", arguments.names,
                        say_in({"autre nom par lequel les navigateurs l'appellent",
                                "another name by which browsers call it"}));
    command->callback(std::move(chosen));
}

}  // namespace primum::cli
