#include "cli/office_command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

namespace primum::cli {
namespace {

using compliance::Field;
using compliance::FieldKind;
using compliance::RecordKind;
using Verb = OfficeArguments::Verb;

// "received_on" is written --received-on.
std::string option_of(const Field& field) {
    std::string name = "--" + std::string(field.name);
    std::ranges::replace(name, '_', '-');
    return name;
}

std::string help_of(const Field& field, Language language) {
    std::string help(field.label.in(language));
    if (field.kind == FieldKind::date) help += " (2026-11-27)";
    if (field.kind == FieldKind::moment) help += " (\"2026-11-27 09:30\")";
    if (field.choices.empty()) return help;
    help += field.kind == FieldKind::many_choices ? " [a,b] : " : " : ";
    for (const auto& choice : field.choices) {
        if (&choice != field.choices.data()) help += " | ";
        help += choice.id;
    }
    return help;
}

class OfficeCommandLine {
public:
    OfficeCommandLine(CLI::App& app, Language language, OfficeArguments& arguments,
                      std::function<void()> chosen)
        : app_(app), language_(language), arguments_(arguments), chosen_(std::move(chosen)) {}

    void declare() {
        declare_account();
        declare_practice();
        auto* request =
            declare_records(RecordKind::request, {"les demandes des patients et leurs délais",
                                                  "patients' requests and their deadlines"});
        declare_letter(request, RecordKind::request);
        auto* breach = declare_records(
            RecordKind::breach,
            {"les violations de données, leurs 72 heures et le formulaire de la CNIL",
             "data breaches, their 72 hours and the CNIL's form"});
        declare_letter(breach, RecordKind::breach);
        add_output(numbered(*breach, "form",
                            {"ce que demande le formulaire de la CNIL, dans son ordre",
                             "what the CNIL's form asks, in its order"},
                            Verb::cnil_form, RecordKind::breach));
        declare_register();
        auto* processor = declare_records(RecordKind::processor,
                                          {"les prestataires, leurs contrats et certificats",
                                           "suppliers, their contracts and certificates"});
        declare_letter(processor, RecordKind::processor);
        declare_training();
        declare_paper();
        declare_records(RecordKind::cnil_letter,
                        {"les courriers de la CNIL", "letters of the CNIL"});
        declare_records(RecordKind::note, {"les notes du délégué", "the officer's notes"});
        declare_obligations();
    }

private:
    std::string say_in(const Sentence& sentence) const { return sentence.in(language_); }

    CLI::App* top(const std::string& name, const Sentence& meaning) {
        auto* command = child(app_, name, meaning);
        command->group(say_in({"Commandes", "Commands"}));
        command->require_subcommand(1);
        return command;
    }

    CLI::App* child(CLI::App& parent, const std::string& name, const Sentence& meaning) {
        auto* command = parent.add_subcommand(name, say_in(meaning));
        command->fallthrough();
        command->set_help_flag("-h,--help", say_in({"cette aide", "this help"}));
        return command;
    }

    // A verb that needs somebody signed in.
    CLI::App* verb(CLI::App& parent, const std::string& name, const Sentence& meaning, Verb verb,
                   RecordKind kind = RecordKind::practice) {
        auto* command = child(parent, name, meaning);
        command->add_option("--as", arguments_.as,
                            say_in({"votre nom de compte (sinon $PRIMUM_ACCOUNT)",
                                    "your account's name (else $PRIMUM_ACCOUNT)"}));
        command->add_option("--code", arguments_.code,
                            say_in({"code de votre application, ou code de secours",
                                    "your application's code, or a recovery code"}));
        command->callback([this, verb, kind] {
            arguments_.verb = verb;
            arguments_.kind = kind;
            chosen_();
        });
        return command;
    }

    CLI::App* numbered(CLI::App& parent, const std::string& name, const Sentence& meaning,
                       Verb which, RecordKind kind) {
        auto* command = verb(parent, name, meaning, which, kind);
        command->add_option("number", arguments_.number, say_in({"son numéro", "its number"}))
            ->required()
            ->check(CLI::PositiveNumber);
        return command;
    }

    void add_format(CLI::App* command) {
        command
            ->add_option("--format", arguments_.format,
                         say_in({"forme du résultat", "form of the result"}))
            ->check(CLI::IsMember({"text", "json"}))
            ->capture_default_str();
    }

    void add_output(CLI::App* command) {
        command->add_option(
            "--output", arguments_.output,
            say_in({"fichier .odt, .pdf, .html ou .txt", "file .odt, .pdf, .html or .txt"}));
    }

    void add_fields(CLI::App* command, RecordKind kind) {
        for (const auto& field : compliance::form_of(kind)) {
            command->add_option_function<std::string>(
                option_of(field),
                [this, &field](const std::string& value) {
                    arguments_.values[std::string(field.name)] = value;
                },
                help_of(field, language_));
        }
    }

    CLI::App* declare_records(RecordKind kind, const Sentence& meaning,
                              const std::string& name = {}) {
        auto* command = top(name.empty() ? std::string(compliance::name_of(kind)) : name, meaning);
        declare_verbs(command, kind);
        add_fields(verb(*command, "add",
                        {"en ajoute une ; sur un terminal, sans option, demande tout",
                         "adds one; on a terminal, without options, asks everything"},
                        Verb::add, kind),
                   kind);
        return command;
    }

    void declare_verbs(CLI::App* command, RecordKind kind) {
        auto* list =
            verb(*command, "list", {"ce qui est ouvert", "what is open"}, Verb::list, kind);
        list->add_flag("--all", arguments_.all,
                       say_in({"aussi ce qui est clos", "also what is closed"}));
        add_format(list);
        add_format(
            numbered(*command, "show",
                     {"la montre, et ce qu'il reste à faire", "shows it, and what is left to do"},
                     Verb::show, kind));
        add_fields(numbered(*command, "change",
                            {"change ce que vous donnez, garde le reste",
                             "changes what you give, keeps the rest"},
                            Verb::change, kind),
                   kind);
        add_format(numbered(*command, "versions",
                            {"ses versions, et de qui", "its versions, and whose"}, Verb::versions,
                            kind));
        numbered(*command, "erase",
                 {"l'efface, quand elle n'a plus à être gardée",
                  "erases it, when it need not be kept any longer"},
                 Verb::erase, kind);
    }

    void declare_letter(CLI::App* parent, RecordKind kind) {
        auto* command =
            verb(*parent, "letter", {"fait une lettre", "makes a letter"}, Verb::letter, kind);
        command->add_option("number", arguments_.number, say_in({"son numéro", "its number"}))
            ->required()
            ->check(CLI::PositiveNumber);
        command
            ->add_option(
                "letter", arguments_.name,
                say_in({"laquelle (« letters » les liste)", "which (\"letters\" lists them)"}))
            ->required();
        add_output(command);
        verb(*parent, "letters", {"les lettres qu'il y a", "the letters there are"}, Verb::letters,
             kind);
    }

    void declare_account() {
        auto* account = top("account", {"qui peut ouvrir les obligations du cabinet",
                                        "who may open the practice's obligations"});
        auto* create = verb(*account, "create",
                            {"le premier compte, celui du responsable",
                             "the first account, of the person in charge"},
                            Verb::account_create);
        add_name(create);
        auto* add =
            verb(*account, "add", {"ajoute une personne", "adds a person"}, Verb::account_add);
        add_name(add);
        add->add_option("--role", arguments_.role,
                        say_in({"ce qu'elle peut faire", "what they may do"}))
            ->check(CLI::IsMember({"in-charge", "staff", "data-protection-officer", "technician"}))
            ->capture_default_str();
        add_format(child_of_list(*account));
        add_name(verb(*account, "deactivate",
                      {"ferme le compte de qui s'en va", "closes the account of who leaves"},
                      Verb::account_deactivate));
        auto* passphrase = verb(*account, "passphrase",
                                {"change votre phrase de passe, ou celle de qui l'a oubliée",
                                 "changes your passphrase, or that of who forgot it"},
                                Verb::account_passphrase);
        passphrase->add_option("name", arguments_.name,
                               say_in({"de qui (sinon vous)", "whose (else yours)"}));
        auto* second = verb(*account, "second-factor",
                            {"ajoute le code d'une application", "adds the code of an application"},
                            Verb::account_second_factor);
        second->add_flag("--off", arguments_.off, say_in({"l'enlève", "takes it away"}));
        verb(*account, "recovery-codes",
             {"dix codes de secours, chacun une fois", "ten recovery codes, each once"},
             Verb::account_recovery_codes);
    }

    CLI::App* child_of_list(CLI::App& account) {
        auto* list = child(account, "list", {"les comptes", "the accounts"});
        list->callback([this] {
            arguments_.verb = Verb::account_list;
            chosen_();
        });
        return list;
    }

    void add_name(CLI::App* command) {
        command
            ->add_option("name", arguments_.name,
                         say_in({"nom de la personne", "the person's name"}))
            ->required();
    }

    void declare_practice() {
        auto* practice =
            top("practice", {"qui est le cabinet : pour les lettres et les formulaires",
                             "who the practice is: for letters and forms"});
        add_format(verb(*practice, "show", {"le montre", "shows it"}, Verb::show));
        add_fields(verb(*practice, "set",
                        {"le décrit, ou change ce que vous donnez",
                         "describes it, or changes what you give"},
                        Verb::change),
                   RecordKind::practice);
    }

    void declare_register() {
        auto* command = declare_records(RecordKind::activity,
                                        {"le registre des traitements (RGPD, article 30)",
                                         "the record of processing (GDPR, article 30)"},
                                        "register");
        verb(*command, "prefill",
             {"propose les activités d'un cabinet, à valider",
              "proposes the activities of a practice, to be confirmed"},
             Verb::prefill, RecordKind::activity);
        add_output(verb(*command, "print", {"le registre entier", "the whole register"},
                        Verb::print, RecordKind::activity));
    }

    void declare_training() {
        auto* command = declare_records(RecordKind::training,
                                        {"la formation de l'équipe, en dix fois cinq minutes",
                                         "training of the staff, ten times five minutes"});
        auto* modules = child(*command, "modules", {"les modules", "the modules"});
        modules->callback([this] {
            arguments_.verb = Verb::modules;
            chosen_();
        });
        auto* train =
            verb(*command, "do", {"fait un module, et le note", "does a module, and records it"},
                 Verb::train, RecordKind::training);
        train->add_option("module", arguments_.name, say_in({"le module", "the module"}))
            ->required();
        train->add_option_function<std::string>(
            "--person", [this](const std::string& value) { arguments_.values["person"] = value; },
            say_in({"qui le fait (sinon vous)", "who does it (else you)"}));
        train
            ->add_option(
                "--answers", arguments_.answers,
                say_in({"réponses, par leur numéro : 1,2,1", "answers, by their number: 1,2,1"}))
            ->delimiter(',');
        auto* certificate = verb(*command, "certificate",
                                 {"l'attestation d'une personne", "a person's certificate"},
                                 Verb::certificate, RecordKind::training);
        add_name(certificate);
        add_output(certificate);
    }

    void declare_paper() {
        auto* command = declare_records(
            RecordKind::paper, {"les documents : notice, charte, fiche réflexe, mode dégradé",
                                "papers: notice, charter, reflex card, degraded mode"});
        auto* make =
            verb(*command, "make", {"en fait un", "makes one"}, Verb::letter, RecordKind::practice);
        make->add_option(
                "paper", arguments_.name,
                say_in({"lequel (« letters » les liste)", "which (\"letters\" lists them)"}))
            ->required();
        add_output(make);
        verb(*command, "letters", {"les documents qu'il y a", "the papers there are"},
             Verb::letters, RecordKind::practice);
    }

    void declare_obligations() {
        auto* command = top("obligations", {"ce qui arrive à son terme, et qui a fait quoi",
                                            "what runs out next, and who did what"});
        add_format(verb(*command, "list", {"ce qui arrive à son terme", "what runs out next"},
                        Verb::overview));
        add_format(verb(*command, "history", {"qui a fait quoi", "who did what"}, Verb::history));
        verb(*command, "verify",
             {"que rien n'a été modifié hors de Primum", "that nothing was changed outside Primum"},
             Verb::verify);
    }

    CLI::App& app_;
    Language language_;
    OfficeArguments& arguments_;
    std::function<void()> chosen_;
};

}  // namespace

void declare_office(CLI::App& app, Language language, OfficeArguments& arguments,
                    std::function<void()> chosen) {
    // CLI11 keeps the callbacks, which keep this: it lives as long as the program's one command
    // line.
    static std::vector<std::unique_ptr<OfficeCommandLine>> kept;
    kept.push_back(
        std::make_unique<OfficeCommandLine>(app, language, arguments, std::move(chosen)));
    kept.back()->declare();
}

}  // namespace primum::cli
