#include "cli/arguments.h"

#include <CLI/CLI.hpp>

#include "base/version.h"
#include "cli/fix_command_line.h"
#include "cli/office_command_line.h"
#include "cli/places.h"
#include "cli/report_forms.h"
#include "cli/serve_command_line.h"
#include "cli/vault_command_line.h"

namespace primum::cli {
namespace {

const std::vector<std::string> severities{"critical", "high", "medium", "low"};
const std::vector<std::string> table_formats{"text", "json", "csv"};
const std::vector<std::string> audit_formats{"text", "json"};

// Declares the commands in one language and fills an Arguments.
class CommandLine {
public:
    explicit CommandLine(Language language)
        : language_(language),
          app_(say_in({"Trouve par où des données de patients peuvent être "
                       "lues, et dit comment fermer ces portes.",
                       "Finds where patients' data can be read, and says how "
                       "to close these doors."}),
               "primum") {
        arguments_.language = language;
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        app_.set_version_flag("--version", fmt::format("primum {}", version),
                              say_in({"la version", "the version"}));
        app_.add_option("--lang", lang_, say_in({"langue : fr ou en", "language: fr or en"}))
            ->check(CLI::IsMember({"fr", "en"}));
        app_.add_option(
            "--catalogue", arguments_.catalogue,
            say_in({"dossier du catalogue de contrôles", "folder of the catalogue of controls"}));
        translate_headings();
        declare_audit();
        declare_report();
        declare_accept();
        declare_facts();
        declare_query();
        declare_controls();
        declare_vault(app_, language_, vault_, [this] { arguments_.command = vault_; });
        declare_fix(app_, language_, fix_, [this] { arguments_.command = fix_; });
        declare_answer();
        declare_password();
        declare_office(app_, language_, office_, [this] { arguments_.command = office_; });
        declare_serve(app_, language_, serve_, [this] { arguments_.command = serve_; });
    }

    Result<Arguments> parse(int argc, const char* const* argv) {
        if (argc < 2) {
            arguments_.command = Printed{app_.help()};
            return arguments_;
        }
        try {
            app_.parse(argc, argv);
        } catch (const CLI::CallForHelp&) {
            arguments_.command = Printed{app_.help()};
        } catch (const CLI::CallForVersion&) {
            arguments_.command = Printed{app_.version() + "\n"};
        } catch (const CLI::ParseError& error) {
            return usage_error(error);
        }
        return arguments_;
    }

private:
    std::string say_in(const Sentence& sentence) const { return sentence.in(language_); }

    void translate_headings() {
        if (language_ == Language::english) return;
        const auto formatter = app_.get_formatter();
        formatter->label("Usage", "Usage");
        formatter->label("Options", "Options");
        formatter->label("OPTIONS", "OPTIONS");
        formatter->label("SUBCOMMAND", "COMMANDE");
        formatter->label("SUBCOMMANDS", "COMMANDES");
        formatter->label("Positionals", "Arguments");
        formatter->label("TEXT", "TEXTE");
        formatter->label("REQUIRED", "OBLIGATOIRE");
        formatter->label("Needs", "Demande");
    }

    CLI::App* declare(const char* name, const Sentence& meaning) {
        auto* command = app_.add_subcommand(name, say_in(meaning));
        command->fallthrough();
        command->group(say_in({"Commandes", "Commands"}));
        command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        return command;
    }

    void add_format(CLI::App* command, std::string& format,
                    const std::vector<std::string>& allowed) {
        command->add_option("--format", format, say_in({"forme du résultat", "form of the result"}))
            ->check(CLI::IsMember(allowed))
            ->capture_default_str();
    }

    void declare_audit() {
        auto* command = declare("audit", {"regarde cet ordinateur, et le réseau que vous désignez",
                                          "looks at this computer, and the network that you name"});
        command
            ->add_option("--only", audit_.only,
                         say_in({"seulement ces parties : host, network, files, hosting",
                                 "only these parts: host, network, files, hosting"}))
            ->delimiter(',')
            ->check(CLI::IsMember({"host", "network", "files", "hosting"}));
        command
            ->add_option("--lan", audit_.lans,
                         say_in({"réseau du cabinet à regarder : 192.168.1.0/24 ou auto",
                                 "network of the practice to look at: 192.168.1.0/24 or auto"}))
            ->allow_extra_args(false);
        command->add_option("--consent", audit_.consent,
                            say_in({"nom de la personne responsable qui donne son accord",
                                    "name of the person in charge who agrees"}));
        declare_outside(command);
        command
            ->add_option(
                "--path", audit_.folders,
                say_in({"dossier dont les fichiers sont lus", "folder whose files are read"}))
            ->allow_extra_args(false);
        command->add_flag("--ocr", audit_.ocr,
                          say_in({"lit aussi les images et les pages numérisées (plus long)",
                                  "also reads pictures and scanned pages (takes longer)"}));
        command
            ->add_option("--root", audit_.root,
                         say_in({"regarde le système monté dans ce dossier au lieu de celui-ci "
                                 "(le disque d'un autre ordinateur)",
                                 "looks at the system mounted in this folder instead of this "
                                 "one (another computer's disk)"}))
            ->check(CLI::ExistingDirectory);
        command
            ->add_option(
                "--report", audit_.reports,
                say_in({"écrit aussi le rapport dans ce fichier (.html, .pdf, .json, .csv…)",
                        "also writes the report to this file (.html, .pdf, .json, .csv…)"}))
            ->allow_extra_args(false);
        command
            ->add_option("--fail-on", audit_.fail_on,
                         say_in({"gravité à partir de laquelle le code de sortie est 1",
                                 "severity from which the exit code is 1"}))
            ->check(CLI::IsMember(severities))
            ->capture_default_str();
        command->add_flag("--explain", audit_.explain,
                          say_in({"dit ce qui serait envoyé et lu, et s'arrête là",
                                  "says what would be sent and read, and stops there"}));
        command->add_flag_callback(
            "--progress", [this] { audit_.progress = ProgressForm::lines; },
            say_in({"dit ligne à ligne ce qui est regardé (pour un programme)",
                    "says line by line what is being looked at (for a program)"}));
        add_format(command, audit_.format, audit_formats);
        add_with_paths(command, audit_.paths);
        command->callback([this] { arguments_.command = audit_; });
    }

    // What is looked at beyond this computer and its network.
    void declare_outside(CLI::App* command) {
        command
            ->add_option(
                "--wifi-capture", audit_.wifi_captures,
                say_in({"capture Wi-Fi à lire (pcap ou pcapng), au lieu d'écouter par la carte",
                        "Wi-Fi capture to read (pcap or pcapng), instead of listening"}))
            ->allow_extra_args(false);
        command->add_flag("--wifi-keys", audit_.wifi_keys,
                          say_in({"mesure les clés Wi-Fi enregistrées (ni gardées, ni montrées)",
                                  "measures the saved Wi-Fi keys (neither kept nor shown)"}));
        command
            ->add_option("--domain", audit_.domains,
                         say_in({"domaine Internet du cabinet, par exemple cabinet-martin.fr",
                                 "the practice's Internet domain, for example cabinet-martin.fr"}))
            ->allow_extra_args(false);
        command->add_option(
            "--resolver", audit_.resolver,
            say_in({"serveur DNS à interroger pour --domain", "DNS server to ask for --domain"}));
    }

    void declare_report() {
        auto* command = declare("report", {"montre à nouveau ce qui est connu, sans rien regarder",
                                           "shows again what is known, looking at nothing"});
        command
            ->add_option("--format", report_.format,
                         say_in({"forme du rapport ; sinon selon le nom du fichier, sinon text",
                                 "form of the report; else by the file's name, else text"}))
            ->check(CLI::IsMember(report_forms()));
        command->add_option("--output", report_.output,
                            say_in({"fichier où l'écrire", "file to write it to"}));
        command->add_option("--compare", report_.compare,
                            say_in({"ce qui est nouveau, corrigé ou aggravé depuis cet audit (son "
                                    "numéro, ou previous)",
                                    "what is new, mended or worse since this audit (its number, or "
                                    "previous)"}));
        command->add_flag("--runs", report_.runs,
                          say_in({"la liste des audits gardés", "the list of audits kept"}));
        add_with_paths(command, report_.paths);
        command->callback([this] { arguments_.command = report_; });
    }

    void add_with_paths(CLI::App* command, Paths& paths) {
        command->add_flag_callback(
            "--with-paths", [&paths] { paths = Paths::whole; },
            say_in({"nomme chaque fichier, au lieu de son dossier seul",
                    "names each file, instead of its folder alone"}));
    }

    void declare_accept() {
        auto* command = declare("accept", {"accepte une porte ouverte, jusqu'à une date",
                                           "accepts an open door, until a date"});
        command->add_option("control", accept_.control,
                            say_in({"le contrôle ; sans lui, la liste de ce qui est accepté",
                                    "the control; without it, the list of what is accepted"}));
        command->add_option("subject", accept_.subject,
                            say_in({"l'élément ; sans lui, tout ce que le contrôle trouve",
                                    "the subject; without it, all that the control finds"}));
        command->add_option("--reason", accept_.reason, say_in({"pourquoi", "why"}));
        command->add_option("--until", accept_.until,
                            say_in({"dernier jour, AAAA-MM-JJ", "last day, YYYY-MM-DD"}));
        command->add_option(
            "--by", accept_.by,
            say_in({"nom de la personne responsable", "name of the person in charge"}));
        command->add_flag("--revoke", accept_.revoke,
                          say_in({"n'accepte plus", "accepts it no longer"}));
        command->callback([this] { arguments_.command = accept_; });
    }

    void declare_facts() {
        auto* command = declare("facts", {"montre ce qui a été vu, table par table",
                                          "shows what was seen, table by table"});
        command->add_option("table", facts_.table,
                            say_in({"la table à montrer", "the table to show"}));
        command->add_flag("--schema", facts_.schema,
                          say_in({"les colonnes de chaque table", "the columns of each table"}));
        add_format(command, facts_.format, table_formats);
        command->callback([this] { arguments_.command = facts_; });
    }

    void declare_query() {
        auto* command = declare("query", {"interroge les faits en SQL, en lecture seule",
                                          "asks the facts in SQL, read-only"});
        command->add_option("sql", query_.sql, "SELECT …")->required();
        add_format(command, query_.format, table_formats);
        command->callback([this] { arguments_.command = query_; });
    }

    void declare_controls() {
        auto* command = declare("controls", {"les contrôles : liste, détail, vérification",
                                             "the controls: list, detail, check"});
        command->require_subcommand(1);
        add_verb(command, "list", {"tous les contrôles", "all controls"},
                 ControlsArguments::Verb::list);
        add_verb(command, "show",
                 {"pourquoi, comment corriger, quels textes", "why, how to mend, which texts"},
                 ControlsArguments::Verb::show)
            ->add_option("id", controls_.id, say_in({"le contrôle", "the control"}))
            ->required();
        add_verb(command, "check",
                 {"vérifie un catalogue et joue ses cas", "checks a catalogue and runs its cases"},
                 ControlsArguments::Verb::check)
            ->add_option("directory", controls_.directory,
                         say_in({"dossier du catalogue", "folder of the catalogue"}));
    }

    void declare_answer() {
        auto* command = declare("answer", {"pose les questions dont vous seul avez la réponse",
                                           "asks what only you can answer"});
        command->add_option("question", answer_.question,
                            say_in({"la question à poser", "the question to ask"}));
        command->add_option(
            "value", answer_.value,
            say_in({"la réponse, sans rien demander", "the answer, asking nothing"}));
        command->add_option("--by", answer_.by,
                            say_in({"nom de la personne qui répond", "name of who answers"}));
        command->add_flag("--list", answer_.list,
                          say_in({"les montre sans les poser", "shows them, asking nothing"}));
        command->callback([this] { arguments_.command = answer_; });
    }

    void declare_password() {
        auto* command =
            declare("password", {"juge un mot de passe, tapé sans s'afficher et jamais gardé",
                                 "judges a password, typed unseen and never kept"});
        command->add_option(
            "--csv", password_.csv,
            say_in({"juge plutôt l'export d'un gestionnaire de mots de passe ou d'un navigateur",
                    "judges instead the export of a password manager or browser"}));
        command->callback([this] { arguments_.command = password_; });
    }

    CLI::App* add_verb(CLI::App* parent, const char* name, const Sentence& meaning,
                       ControlsArguments::Verb verb) {
        auto* command = parent->add_subcommand(name, say_in(meaning));
        command->fallthrough();
        command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        if (verb == ControlsArguments::Verb::list) {
            add_format(command, controls_.format, audit_formats);
        }
        command->callback([this, verb] {
            controls_.verb = verb;
            arguments_.command = controls_;
        });
        return command;
    }

    // CLI11 speaks English only: what it found is said in both languages, with its own words last.
    static Error usage_error(const CLI::ParseError& error) {
        const std::string words = error.what();
        const Sentence help{" (primum --help pour l'aide)", " (primum --help for help)"};
        const auto what = [&]() -> Sentence {
            if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
                return say("argument inconnu : {}", "unknown argument: {}", words);
            }
            if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
                return say("il manque quelque chose : {}", "something is missing: {}", words);
            }
            if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
                return say("valeur refusée : {}", "value refused: {}", words);
            }
            return say("commande mal écrite : {}", "command badly written: {}", words);
        }();
        return {ErrorKind::usage, {what.french + help.french, what.english + help.english}};
    }

    Language language_;
    std::string lang_;
    Arguments arguments_;
    AuditArguments audit_;
    ReportArguments report_;
    AcceptArguments accept_;
    FactsArguments facts_;
    QueryArguments query_;
    ControlsArguments controls_;
    VaultArguments vault_;
    FixArguments fix_;
    AnswerArguments answer_;
    PasswordArguments password_;
    OfficeArguments office_;
    ServeArguments serve_;
    CLI::App app_;
};

}  // namespace

Language language_of(int argc, const char* const* argv) {
    std::string wanted;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--lang" && i + 1 < argc) wanted = argv[i + 1];
        if (argument.starts_with("--lang=")) wanted = argument.substr(7);
    }
    return choose_language(wanted);
}

Result<Arguments> parse_arguments(int argc, const char* const* argv) {
    return CommandLine(language_of(argc, argv)).parse(argc, argv);
}

}  // namespace primum::cli
