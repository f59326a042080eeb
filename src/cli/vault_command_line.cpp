#include "cli/vault_command_line.h"

#include <CLI/CLI.hpp>

namespace primum::cli {
namespace {

using Verb = VaultArguments::Verb;

class VaultCommandLine {
public:
    VaultCommandLine(CLI::App& app, Language language, VaultArguments& arguments,
                     std::function<void()> chosen)
        : language_(language), arguments_(arguments), chosen_(std::move(chosen)) {
        vault_ = add(app, "vault",
                     {"sauvegardes chiffrées que personne ne peut lire ni effacer d'ici",
                      "encrypted backups that nobody can read or erase from here"});
        vault_->require_subcommand(1);
    }

    void declare() {
        declare_init();
        declare_backup();
        add_format(verb(*vault_, "list", {"les sauvegardes du dépôt", "the repository's snapshots"},
                        Verb::list));
        declare_restore();
        declare_check();
        declare_drill();
        declare_forget();
        declare_prune();
        declare_erase();
        declare_key();
    }

private:
    std::string say_in(const Sentence& sentence) const { return sentence.in(language_); }

    CLI::App* add(CLI::App& parent, const char* name, const Sentence& meaning) {
        auto* command = parent.add_subcommand(name, say_in(meaning));
        command->fallthrough();
        command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        return command;
    }

    CLI::App* verb(CLI::App& parent, const char* name, const Sentence& meaning, Verb value) {
        auto* command = add(parent, name, meaning);
        command
            ->add_option("--repo", arguments_.repository,
                         say_in({"dossier du dépôt", "folder of the repository"}))
            ->required();
        command->callback([this, value] {
            arguments_.verb = value;
            chosen_();
        });
        return command;
    }

    void add_format(CLI::App* command) {
        command
            ->add_option("--format", arguments_.format,
                         say_in({"forme du résultat", "form of the result"}))
            ->check(CLI::IsMember({"text", "json"}))
            ->capture_default_str();
    }

    CLI::Option* add_key(CLI::App* command) {
        return command->add_option(
            "--key", arguments_.key,
            say_in({"fichier de la clé de lecture : le texte de la clé papier, ou un fichier "
                    "protégé par une phrase de passe",
                    "file of the reading key: the text of the paper key, or a file protected by a "
                    "passphrase"}));
    }

    void declare_init() {
        auto* command =
            verb(*vault_, "init",
                 {"crée un dépôt et imprime la clé papier, une seule fois ; avec --key, "
                  "ajoute cet ordinateur à un dépôt qui existe",
                  "makes a repository and prints the paper key, once; with --key, adds "
                  "this computer to a repository that exists"},
                 Verb::init);
        command
            ->add_option("--recovery", arguments_.recoveries,
                         say_in({"où écrire la clé papier : FICHIER.txt, .html ou .pdf",
                                 "where to write the paper key: FILE.txt, .html or .pdf"}))
            ->allow_extra_args(false);
        command
            ->add_option("--readers", arguments_.readers,
                         say_in({"combien de personnes ont chacune leur clé",
                                 "how many persons have a key each"}))
            ->check(CLI::Range(1, 32))
            ->capture_default_str();
        add_key(command);
        add_format(command);
    }

    void declare_backup() {
        auto* command =
            verb(*vault_, "backup",
                 {"sauvegarde ces dossiers et fichiers", "backs up these folders and files"},
                 Verb::backup);
        command
            ->add_option("path", arguments_.paths, say_in({"quoi sauvegarder", "what to back up"}))
            ->required();
        command
            ->add_option("--exclude", arguments_.excludes,
                         say_in({"motif de noms à laisser de côté : *.tmp, ou /srv/cache/*",
                                 "pattern of names to leave out: *.tmp, or /srv/cache/*"}))
            ->allow_extra_args(false);
        command
            ->add_option("--tag", arguments_.tags,
                         say_in({"étiquette de la sauvegarde", "a label for the snapshot"}))
            ->allow_extra_args(false);
        add_format(command);
    }

    void declare_restore() {
        auto* command = verb(*vault_, "restore",
                             {"remet une sauvegarde, ou une partie, dans un dossier",
                              "puts a snapshot, or a part of it, into a folder"},
                             Verb::restore);
        add_key(command)->required();
        command
            ->add_option("snapshot", arguments_.snapshot,
                         say_in({"la sauvegarde : son début, ou latest",
                                 "the snapshot: its beginning, or latest"}))
            ->required();
        command->add_option("path", arguments_.paths,
                            say_in({"seulement ces chemins", "only these paths"}));
        command
            ->add_option("--target", arguments_.target,
                         say_in({"dossier où remettre les fichiers", "folder to put the files in"}))
            ->required();
        command->add_flag("--overwrite", arguments_.overwrite,
                          say_in({"remplace les fichiers qui sont déjà là",
                                  "replaces files that are already there"}));
        add_format(command);
    }

    void declare_check() {
        auto* command =
            verb(*vault_, "check", {"vérifie le dépôt", "checks the repository"}, Verb::check);
        add_key(command);
        command
            ->add_option("--read-data", arguments_.read_data,
                         say_in({"relit aussi les données, toutes ou un pourcentage",
                                 "also reads the data, all or a percentage"}))
            ->expected(0, 1)
            ->type_name("PERCENT");
        add_format(command);
    }

    void declare_drill() {
        auto* command =
            verb(*vault_, "drill",
                 {"restaure un échantillon à part, l'ouvre, l'efface, et en garde la date",
                  "restores a sample apart, opens it, erases it, and keeps the date"},
                 Verb::drill);
        add_key(command)->required();
        add_format(command);
    }

    void declare_forget() {
        auto* command =
            verb(*vault_, "forget",
                 {"abandonne les sauvegardes que ces règles ne gardent pas ; jamais "
                  "avant 30 jours",
                  "drops the snapshots that these rules do not keep; never before 30 days"},
                 Verb::forget);
        add_key(command)->required();
        const auto rule = [&](const char* name, unsigned& count, const Sentence& meaning) {
            command->add_option(name, count, say_in(meaning))->check(CLI::Range(0, 10'000));
        };
        auto& rules = arguments_.rules;
        rule("--keep-daily", rules.daily,
             {"une par jour, pour tant de jours", "one a day, for so many days"});
        rule("--keep-weekly", rules.weekly,
             {"une par semaine, pour tant de semaines", "one a week, for so many weeks"});
        rule("--keep-monthly", rules.monthly,
             {"une par mois, pour tant de mois", "one a month, for so many months"});
        rule("--keep-yearly", rules.yearly,
             {"une par an, pour tant d'années", "one a year, for so many years"});
        add_dry_run(command);
        add_format(command);
    }

    void declare_prune() {
        auto* command = verb(*vault_, "prune",
                             {"rend la place de ce qui a été abandonné, un jour après",
                              "frees the space of what was dropped, a day later"},
                             Verb::prune);
        add_key(command)->required();
        add_dry_run(command);
        add_at_once(command);
        add_format(command);
    }

    void declare_erase() {
        auto* command = verb(*vault_, "erase",
                             {"retire des fichiers ou des dossiers de toutes les sauvegardes",
                              "takes files or folders out of every snapshot"},
                             Verb::erase);
        add_key(command)->required();
        command
            ->add_option(
                "path", arguments_.paths,
                say_in({"chemins à retirer, comme ils étaient", "paths to remove, as they were"}))
            ->required();
        add_at_once(command);
        add_format(command);
    }

    void add_dry_run(CLI::App* command) {
        command->add_flag("--dry-run", arguments_.dry_run,
                          say_in({"dit ce qui serait fait, et s'arrête là",
                                  "says what would be done, and stops there"}));
    }

    void add_at_once(CLI::App* command) {
        command->add_flag(
            "--at-once", arguments_.at_once,
            say_in({"sans attendre un jour : aucune sauvegarde n'est en cours nulle part",
                    "without waiting a day: no backup is running anywhere"}));
    }

    void declare_key() {
        auto* command = add(*vault_, "key", {"les clés de lecture", "the reading keys"});
        command->require_subcommand(1);
        auto* added = verb(*command, "add",
                           {"laisse une personne de plus tout relire, avec une clé papier à elle",
                            "lets one more person read everything, with a paper key of her own"},
                           Verb::key_add);
        add_key(added)->required();
        added
            ->add_option("--recovery", arguments_.recoveries,
                         say_in({"où écrire la nouvelle clé : FICHIER.txt, .html ou .pdf",
                                 "where to write the new key: FILE.txt, .html or .pdf"}))
            ->allow_extra_args(false);
        added->add_option("--label", arguments_.label, say_in({"à qui elle est", "whose it is"}));
        add_format(added);
        auto* test = verb(*command, "test",
                          {"vérifie qu'une clé papier ouvre le dépôt, avant d'en avoir besoin",
                           "checks that a paper key opens the repository, before it is needed"},
                          Verb::key_test);
        add_key(test)->required();
        add_format(test);
        add_format(verb(*command, "list", {"qui peut lire", "who can read"}, Verb::key_list));
        declare_key_protect(*command);
    }

    void declare_key_protect(CLI::App& key) {
        auto* command = verb(key, "protect",
                             {"écrit la clé dans un fichier, sous une phrase de passe",
                              "writes the key to a file, under a passphrase"},
                             Verb::key_protect);
        add_key(command)->required();
        command
            ->add_option("--output", arguments_.output,
                         say_in({"le fichier à écrire", "the file to write"}))
            ->required();
        add_format(command);
    }

    const Language language_;
    VaultArguments& arguments_;
    const std::function<void()> chosen_;
    CLI::App* vault_ = nullptr;
};

}  // namespace

void declare_vault(CLI::App& app, Language language, VaultArguments& arguments,
                   const std::function<void()>& chosen) {
    // CLI11 keeps the callbacks, which keep this: it lives as long as the program's one command
    // line.
    static std::vector<std::unique_ptr<VaultCommandLine>> kept;
    kept.push_back(std::make_unique<VaultCommandLine>(app, language, arguments, chosen));
    kept.back()->declare();
}

}  // namespace primum::cli
