#include "cli/vault_arguments.h"

#include <CLI/CLI.hpp>

#include "base/text.h"

namespace primum::cli {
namespace {

using Verb = VaultArguments::Verb;

class VaultCommandLine {
public:
    VaultCommandLine(CLI::App& program, Language language, VaultArguments& vault,
                     std::function<void()> chosen)
        : language_(language), vault_(vault), chosen_(std::move(chosen)) {
        group_ = program.add_subcommand(
            "vault", say_in({"sauvegardes chiffrées que personne ici ne peut lire ni effacer",
                             "encrypted backups that nobody here can read or erase"}));
        group_->fallthrough();
        group_->require_subcommand(1);
        group_->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        group_->group(say_in({"Commandes", "Commands"}));
        declare_writing();
        declare_reading();
        declare_keeping();
        declare_keys();
    }

private:
    std::string say_in(const Sentence& sentence) const { return sentence.in(language_); }

    CLI::App* verb(CLI::App* parent, const char* name, Verb which, const Sentence& meaning) {
        auto* command = parent->add_subcommand(name, say_in(meaning));
        command->fallthrough();
        command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        // The command line outlives this object: callbacks hold what they need, not `this`.
        command->callback([&vault = vault_, chosen = chosen_, which] {
            vault.verb = which;
            chosen();
        });
        command
            ->add_option("--repo", vault_.repository,
                         say_in({"dossier du dépôt", "folder of the repository"}))
            ->required();
        return command;
    }

    void add_key(CLI::App* command, bool required = true) {
        auto* option = command->add_option(
            "--key", vault_.key,
            say_in({"clé papier recopiée dans un fichier, ou fichier sous phrase secrète",
                    "paper key typed into a file, or a file under a passphrase"}));
        if (required) option->required();
    }
    void add_format(CLI::App* command) {
        command
            ->add_option("--format", vault_.format,
                         say_in({"forme du résultat", "form of the result"}))
            ->check(CLI::IsMember({"text", "json"}))
            ->capture_default_str();
    }
    void add_paths(CLI::App* command, const Sentence& meaning, bool required) {
        auto* option = command->add_option("paths", vault_.paths, say_in(meaning));
        if (required) option->required();
    }
    void add_dry_run(CLI::App* command) {
        command->add_flag("--dry-run", vault_.dry_run,
                          say_in({"dit ce qui serait fait, et s'arrête là",
                                  "says what would be done, and stops there"}));
    }
    void add_recovery(CLI::App* command) {
        command->add_option("--recovery", vault_.recovery,
                            say_in({"fichier pour la clé papier : .txt, .html ou .pdf",
                                    "file for the paper key: .txt, .html or .pdf"}));
    }

    void declare_writing() {
        auto* init =
            verb(group_, "init", Verb::init,
                 {"prépare un dépôt et sa clé papier", "prepares a repository and its paper key"});
        init->add_option("--readers", vault_.readers,
                         say_in({"nombre de clés papier", "number of paper keys"}))
            ->check(CLI::Range(1, 8))
            ->capture_default_str();
        add_recovery(init);
        add_key(init, /*required=*/false);
        auto* backup =
            verb(group_, "backup", Verb::backup, {"sauvegarde des dossiers", "backs folders up"});
        add_paths(backup, {"dossiers et fichiers à sauvegarder", "folders and files to back up"},
                  true);
        backup
            ->add_option(
                "--exclude", vault_.excludes,
                say_in({"motif de noms à laisser de côté", "pattern of names to leave out"}))
            ->allow_extra_args(false);
        backup->add_option("--tag", vault_.tags, say_in({"étiquette", "label"}))
            ->allow_extra_args(false);
        add_format(backup);
    }

    void declare_reading() {
        auto* list =
            verb(group_, "list", Verb::list, {"montre les sauvegardes", "shows the backups"});
        add_key(list, /*required=*/false);
        add_format(list);
        auto* restore =
            verb(group_, "restore", Verb::restore, {"relit une sauvegarde", "reads a backup back"});
        add_key(restore);
        restore
            ->add_option("snapshot", vault_.snapshot,
                         say_in({"laquelle : son identifiant, son début, ou latest",
                                 "which one: its identifier, its beginning, or latest"}))
            ->required();
        add_paths(restore, {"seulement ces chemins", "only these paths"}, false);
        restore
            ->add_option("--target", vault_.target,
                         say_in({"dossier où écrire", "folder to write to"}))
            ->required();
        restore->add_flag(
            "--overwrite", vault_.overwrite,
            say_in({"remplace les fichiers qui existent", "replaces files that exist"}));
        add_format(restore);
        auto* check =
            verb(group_, "check", Verb::check, {"vérifie le dépôt", "checks the repository"});
        add_key(check, /*required=*/false);
        check
            ->add_option_function<std::string>(
                "--read-data",
                [&vault = vault_](const std::string& percent) {
                    vault.read_data_percent = read_percent(percent);
                },
                say_in({"lit aussi le contenu, en entier ou ce pourcentage",
                        "reads the content too, all of it or so many percent"}))
            ->expected(0, 1);
        add_format(check);
        auto* drill = verb(group_, "drill", Verb::drill,
                           {"restaure un échantillon ailleurs, l'ouvre, et en garde la preuve",
                            "restores a sample elsewhere, opens it, and keeps the proof"});
        add_key(drill);
        add_format(drill);
    }

    // "", "5", "5%".
    static unsigned read_percent(std::string_view percent) {
        if (percent.ends_with('%')) percent.remove_suffix(1);
        if (percent.empty() || percent == "true") return 100;  // Given without a number.
        const auto number = parse_number(percent);
        if (!number || *number < 1 || *number > 100) {
            throw CLI::ValidationError("--read-data", std::string(percent));
        }
        return static_cast<unsigned>(*number);
    }

    void declare_keeping() {
        auto* forget = verb(group_, "forget", Verb::forget,
                            {"abandonne les sauvegardes que les règles ne gardent pas",
                             "drops the backups that the rules do not keep"});
        add_key(forget);
        const auto rule = [&](const char* name, unsigned& count, const Sentence& meaning) {
            forget->add_option(name, count, say_in(meaning))->check(CLI::Range(0, 10'000));
        };
        rule("--keep-daily", vault_.rules.daily,
             {"dernières de tant de jours", "the last of so many days"});
        rule("--keep-weekly", vault_.rules.weekly,
             {"dernières de tant de semaines", "the last of so many weeks"});
        rule("--keep-monthly", vault_.rules.monthly,
             {"dernières de tant de mois", "the last of so many months"});
        rule("--keep-yearly", vault_.rules.yearly,
             {"dernières de tant d'années", "the last of so many years"});
        add_dry_run(forget);
        add_format(forget);
        auto* prune = verb(
            group_, "prune", Verb::prune,
            {"rend la place de ce qui a été abandonné", "frees the space of what was dropped"});
        add_key(prune);
        add_dry_run(prune);
        add_at_once(prune);
        add_format(prune);
        auto* erase = verb(
            group_, "erase", Verb::erase,
            {"retire des fichiers de toutes les sauvegardes", "removes files from every backup"});
        add_key(erase);
        add_paths(erase, {"chemins à retirer", "paths to remove"}, true);
        add_at_once(erase);
        add_format(erase);
    }

    void add_at_once(CLI::App* command) {
        command->add_flag(
            "--at-once", vault_.at_once,
            say_in({"sans attendre un jour : aucune sauvegarde n'est en cours nulle part",
                    "without waiting a day: no backup is running anywhere"}));
    }

    void declare_keys() {
        auto* key =
            group_->add_subcommand("key", say_in({"les clés de lecture", "the reading keys"}));
        key->fallthrough();
        key->require_subcommand(1);
        key->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        auto* add = verb(key, "add", Verb::key_add, {"ajoute un lecteur", "adds a reader"});
        add_key(add);
        add_recovery(add);
        add->add_option("--sealed", vault_.sealed,
                        say_in({"fichier pour la nouvelle clé, sous une phrase secrète",
                                "file for the new key, under a passphrase"}));
        add->add_option("--label", vault_.label, say_in({"à qui elle est", "whose it is"}));
        auto* list =
            verb(key, "list", Verb::key_list,
                 {"montre les lecteurs et les ordinateurs", "shows the readers and the computers"});
        add_format(list);
        auto* test = verb(
            key, "test", Verb::key_test,
            {"prouve que cette clé ouvre le dépôt", "proves that this key opens the repository"});
        add_key(test);
        add_format(test);
    }

    Language language_;
    VaultArguments& vault_;
    std::function<void()> chosen_;
    CLI::App* group_ = nullptr;
};

}  // namespace

void declare_vault(CLI::App& program, Language language, VaultArguments& vault,
                   const std::function<void()>& chosen) {
    VaultCommandLine(program, language, vault, chosen);
}

}  // namespace primum::cli
