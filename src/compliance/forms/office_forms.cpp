// The forms of what the practice keeps about itself, its suppliers and its staff.
#include "compliance/forms/forms.h"

namespace primum::compliance {
namespace {

using enum FieldKind;

constexpr std::array practice_fields{
    Field{.name = "name", .required = true, .label = {"Nom du cabinet", "Name of the practice"}},
    Field{.name = "in_charge",
          .required = true,
          .label = {"Responsable (le praticien)", "Person in charge (the practitioner)"}},
    Field{.name = "profession", .label = {"Profession", "Profession"}},
    Field{
        .name = "address", .kind = many_lines, .label = {"Adresse", "Address"}, .length_max = 500},
    Field{.name = "phone", .label = {"Téléphone", "Telephone"}},
    Field{.name = "email", .label = {"Adresse électronique", "E-mail address"}},
    Field{.name = "siren", .label = {"SIREN ou SIRET", "SIREN or SIRET"}},
    Field{.name = "size",
          .kind = number,
          .label = {"Nombre de personnes qui y travaillent", "How many people work there"}},
    Field{.name = "dpo",
          .kind = many_lines,
          .label = {"Délégué à la protection des données (DPO), s'il y en a un",
                    "Data protection officer (DPO), if there is one"},
          .help = {"Nom et moyen de le joindre.", "Name, and how to reach them."},
          .length_max = 500},
    Field{.name = "insurer",
          .label = {"Assureur (risque informatique) et numéro à appeler",
                    "Insurer (computer risks) and number to call"}},
    Field{.name = "technician",
          .label = {"Qui s'occupe de l'informatique, et son numéro",
                    "Who looks after the computers, and their number"}},
    Field{.name = "software",
          .label = {"Logiciel médical et numéro d'assistance", "Practice software and support"}},
};

constexpr std::array activity_states{
    Choice{"draft", {"Pré-remplie, à valider", "Pre-filled, to be confirmed"}},
    Choice{"confirmed", {"Validée", "Confirmed"}},
    Choice{"unused", {"Le cabinet ne le fait pas", "The practice does not do this"}},
};

constexpr std::array activity_fields{
    Field{.name = "title", .required = true, .label = {"Activité", "Activity"}},
    Field{.name = "template", .label = {"Modèle", "Template"}},
    Field{.name = "state",
          .kind = choice,
          .required = true,
          .label = {"État", "State"},
          .choices = activity_states},
    Field{.name = "purposes",
          .kind = many_lines,
          .label = {"Finalités", "Purposes"},
          .length_max = 2000},
    Field{.name = "basis",
          .kind = many_lines,
          .label = {"Base légale", "Legal basis"},
          .length_max = 2000},
    Field{.name = "people",
          .kind = many_lines,
          .label = {"Personnes concernées", "People concerned"},
          .length_max = 2000},
    Field{.name = "data", .kind = many_lines, .label = {"Données", "Data"}, .length_max = 2000},
    Field{.name = "recipients",
          .kind = many_lines,
          .label = {"Destinataires", "Recipients"},
          .length_max = 2000},
    Field{
        .name = "transfers",
        .kind = many_lines,
        .label = {"Transferts hors de l'Union européenne", "Transfers outside the European Union"},
        .length_max = 2000},
    Field{.name = "retention",
          .kind = many_lines,
          .label = {"Durée de conservation", "Kept for"},
          .length_max = 2000},
    Field{.name = "security",
          .kind = many_lines,
          .label = {"Mesures de sécurité", "Security measures"},
          .length_max = 4000},
    Field{
        .name = "reviewed_on", .kind = date, .label = {"Relue le", "Reviewed on"}, .is_past = true},
};

constexpr std::array processor_roles{
    Choice{"software", {"Logiciel médical", "Practice software"}},
    Choice{"appointments", {"Prise de rendez-vous", "Appointments"}},
    Choice{"secretariat", {"Télésecrétariat", "Remote secretariat"}},
    Choice{"maintenance", {"Maintenance informatique", "IT maintenance"}},
    Choice{"mail", {"Messagerie", "Mail"}},
    Choice{"hosting", {"Hébergement, serveur", "Hosting, server"}},
    Choice{"backup", {"Sauvegarde en ligne", "Online backup"}},
    Choice{"teleconsultation", {"Téléconsultation", "Remote consultation"}},
    Choice{"imaging", {"Imagerie", "Imaging"}},
    Choice{"accountant", {"Comptabilité, paie", "Accounting, payroll"}},
    Choice{"shredding", {"Destruction de documents", "Shredding"}},
    Choice{"laboratory", {"Laboratoire de prothèse", "Prosthesis laboratory"}},
    Choice{"dictation", {"Dictée, compte rendu par IA", "Dictation, AI notes"}},
    Choice{"other", {"Autre", "Other"}},
};

// GDPR 28-3, as a list that a person can tick with the contract in hand.
constexpr std::array clauses{
    Choice{"object",
           {"Objet, durée, nature, données et personnes",
            "Object, duration, nature, data and people"}},
    Choice{"instructions",
           {"N'agit que sur instruction écrite", "Acts on written instructions only"}},
    Choice{"confidentiality", {"Confidentialité de son personnel", "Confidentiality of its staff"}},
    Choice{"security", {"Sécurité (article 32)", "Security (article 32)"}},
    Choice{"sub-processors",
           {"Pas de sous-traitant sans votre accord", "No other processor without your consent"}},
    Choice{"rights", {"Aide pour les demandes des personnes", "Help with requests of persons"}},
    Choice{"breach",
           {"Vous prévient d'une violation sans tarder", "Tells you of a breach without delay"}},
    Choice{"end",
           {"Rend ou détruit les données à la fin", "Returns or deletes the data at the end"}},
    Choice{"audit", {"Se laisse contrôler", "Allows audits"}},
};

constexpr std::array contract_states{
    Choice{"signed", {"Signé, et rangé", "Signed, and kept"}},
    Choice{"asked", {"Demandé, pas encore reçu", "Asked for, not received"}},
    Choice{"none", {"Aucun", "None"}},
    Choice{"unknown", {"Je ne sais pas", "I don't know"}},
};

constexpr std::array processor_fields{
    Field{.name = "name", .required = true, .label = {"Nom", "Name"}},
    Field{.name = "role",
          .kind = choice,
          .required = true,
          .label = {"Ce qu'il fait", "What it does"},
          .choices = processor_roles},
    Field{.name = "contact",
          .kind = many_lines,
          .label = {"Qui joindre, aussi en cas de violation", "Whom to reach, also after a breach"},
          .length_max = 1000},
    Field{.name = "health_data",
          .kind = choice,
          .required = true,
          .label = {"Voit-il ou garde-t-il des données de patients ?",
                    "Does it see or keep patients' data?"},
          .choices = yes_no_unknown},
    Field{.name = "contract",
          .kind = choice,
          .required = true,
          .label = {"Contrat de sous-traitance (RGPD 28)", "Processing contract (GDPR 28)"},
          .choices = contract_states},
    Field{.name = "contract_on", .kind = date, .label = {"Signé le", "Signed on"}, .is_past = true},
    Field{.name = "contract_ends_on", .kind = date, .label = {"Se termine le", "Ends on"}},
    Field{.name = "clauses",
          .kind = many_choices,
          .label = {"Clauses présentes dans le contrat", "Clauses found in the contract"},
          .choices = clauses},
    Field{.name = "hosts",
          .kind = choice,
          .label = {"Héberge-t-il ces données chez lui ?", "Does it host these data?"},
          .help = {"Alors il doit être certifié HDS (code de la santé publique L1111-8).",
                   "Then it must hold the HDS certificate (public health code L1111-8)."},
          .choices = yes_no_unknown},
    Field{.name = "hds_activities",
          .label = {"Activités HDS couvertes", "HDS activities covered"},
          .only_when = "hosts=yes"},
    Field{.name = "hds_ends_on",
          .kind = date,
          .label = {"Certificat HDS valable jusqu'au", "HDS certificate valid until"},
          .only_when = "hosts=yes"},
    Field{.name = "place", .label = {"Où sont les données (pays)", "Where the data are (country)"}},
    Field{.name = "transfers",
          .kind = many_lines,
          .label = {"Transferts hors de l'Union", "Transfers outside the Union"},
          .length_max = 1000},
    Field{.name = "exit",
          .kind = many_lines,
          .label = {"Comment récupérer les données en partant",
                    "How to get the data back on leaving"},
          .length_max = 1000},
    Field{.name = "ended_on",
          .kind = date,
          .label = {"Ne travaille plus pour le cabinet depuis le",
                    "No longer works for the practice since"},
          .is_past = true},
};

constexpr std::array training_fields{
    Field{.name = "person", .required = true, .label = {"Qui", "Who"}},
    Field{.name = "module", .required = true, .label = {"Module", "Module"}},
    Field{
        .name = "done_on", .kind = date, .required = true, .label = {"Le", "On"}, .is_past = true},
    Field{.name = "right_answers", .kind = number, .label = {"Bonnes réponses", "Right answers"}},
    Field{.name = "questions", .kind = number, .label = {"Sur", "Out of"}},
};

constexpr std::array paper_fields{
    Field{.name = "paper", .required = true, .label = {"Document", "Paper"}},
    Field{.name = "done_on",
          .kind = date,
          .required = true,
          .label = {"Affiché, remis ou signé le", "Put up, handed out or signed on"},
          .is_past = true},
    Field{.name = "person", .label = {"Par ou à qui", "By whom or to whom"}},
    Field{.name = "place", .label = {"Où il est affiché ou rangé", "Where it hangs or is kept"}},
};

constexpr std::array cnil_letter_fields{
    Field{
        .name = "received_on", .kind = date, .required = true, .label = {"Reçu le", "Received on"}},
    Field{.name = "answer_by",
          .kind = date,
          .required = true,
          .label = {"Répondre avant le", "Answer before"},
          .help = {"La date écrite dans le courrier.", "The date written in the letter."}},
    Field{.name = "subject", .required = true, .label = {"Objet", "Subject"}},
    Field{.name = "reference", .label = {"Référence du dossier", "File reference"}},
    Field{.name = "answered_on",
          .kind = date,
          .label = {"Répondu le", "Answered on"},
          .is_past = true},
    Field{.name = "proof", .label = {"Preuve de l'envoi", "Proof of sending"}},
};

constexpr std::array note_fields{
    Field{.name = "about", .label = {"À propos de", "About"}},
    Field{.name = "text",
          .kind = many_lines,
          .required = true,
          .label = {"Note", "Note"},
          .length_max = 8000},
};

}  // namespace

Form practice_form() { return practice_fields; }
Form activity_form() { return activity_fields; }
Form processor_form() { return processor_fields; }
Form training_form() { return training_fields; }
Form paper_form() { return paper_fields; }
Form cnil_letter_form() { return cnil_letter_fields; }
Form note_form() { return note_fields; }

}  // namespace primum::compliance
