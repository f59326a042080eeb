#include "compliance/forms/forms.h"

namespace primum::compliance {
namespace {

using enum FieldKind;

constexpr std::array rights{
    Choice{"access", {"Avoir une copie de son dossier (accès)", "A copy of the record (access)"}},
    Choice{"rectification", {"Faire corriger une information", "Have something corrected"}},
    Choice{"erasure", {"Faire effacer des données", "Have data erased"}},
    Choice{"limitation", {"Faire suspendre l'usage de données", "Have the use of data suspended"}},
    Choice{"objection", {"S'opposer à un usage de ses données", "Object to a use of the data"}},
    Choice{"portability",
           {"Recevoir ses données dans un format réutilisable",
            "Receive the data in a format that can be used elsewhere"}},
};

constexpr std::array ways{
    Choice{"desk", {"Au cabinet, de vive voix", "At the practice, in person"}},
    Choice{"phone", {"Par téléphone", "By telephone"}},
    Choice{"post", {"Par courrier", "By post"}},
    Choice{"registered", {"Par courrier recommandé", "By registered post"}},
    Choice{"email", {"Par courriel", "By e-mail"}},
    Choice{"form", {"Par le site ou la plateforme de rendez-vous", "By the web site or bookings"}},
};

constexpr std::array askers{
    Choice{"patient", {"Le patient lui-même", "The patient"}},
    Choice{"parent", {"Un titulaire de l'autorité parentale", "A holder of parental authority"}},
    Choice{"guardian", {"Un tuteur ou un représentant légal", "A guardian"}},
    Choice{"heir", {"Un ayant droit d'un patient décédé", "An heir of a patient who died"}},
    Choice{"doctor", {"Un médecin désigné par le patient", "A doctor chosen by the patient"}},
    Choice{"agent", {"Une personne mandatée par écrit", "Somebody with a written mandate"}},
};

constexpr std::array heir_purposes{
    Choice{"cause", {"Connaître les causes de la mort", "To know the causes of death"}},
    Choice{"memory", {"Défendre la mémoire du défunt", "To defend the memory of the deceased"}},
    Choice{"rights", {"Faire valoir ses propres droits", "To assert their own rights"}},
    Choice{"other", {"Un autre motif, ou aucun n'est donné", "Another purpose, or none is given"}},
};

constexpr std::array identities{
    Choice{"pending", {"Pas encore vérifiée", "Not checked yet"}},
    Choice{"known", {"Personne connue du cabinet", "A person the practice knows"}},
    Choice{"document", {"Une pièce a été vue (rien à copier de plus)", "A document was seen"}},
    Choice{"asked", {"Une pièce a été demandée", "A document was asked for"}},
    Choice{"failed", {"N'a pu être établie", "Could not be established"}},
};

constexpr std::array outcomes{
    Choice{"open", {"En cours", "In progress"}},
    Choice{"answered", {"Réponse envoyée", "Answer sent"}},
    Choice{"partial", {"Réponse en partie, le reste refusé", "Answered in part, the rest refused"}},
    Choice{"refused", {"Refusée, avec le motif", "Refused, with the ground"}},
    Choice{"withdrawn", {"Retirée par la personne", "Withdrawn by the person"}},
};

constexpr std::array grounds{
    Choice{"identity", {"L'identité n'a pu être établie", "The identity could not be established"}},
    Choice{"third-party",
           {"Ce qui concerne des tiers est retiré", "What concerns third parties is taken out"}},
    Choice{"notes",
           {"Des notes personnelles non formalisées sont retirées",
            "Personal notes that are not part of the record are taken out"}},
    Choice{"kept-by-law",
           {"Le dossier médical doit être conservé (RGPD 17-3)",
            "The medical record must be kept (GDPR 17-3)"}},
    Choice{"opinion",
           {"Un avis médical ne se corrige pas : le commentaire est joint",
            "A medical opinion is not corrected: the comment is added"}},
    Choice{"minor-opposed", {"Le patient mineur s'y oppose", "The minor patient objects"}},
    Choice{"heir-purpose",
           {"Le motif n'est pas l'un des trois de l'article L1110-4",
            "The purpose is none of the three of article L1110-4"}},
    Choice{"no-authority",
           {"La personne n'a pas qualité pour demander", "The person has no right to ask"}},
    Choice{"none",
           {"Le cabinet n'a aucune donnée sur elle", "The practice has no data about them"}},
};

constexpr std::array sendings{
    Choice{"hand", {"Remis en main propre, contre signature", "Handed over, against a signature"}},
    Choice{"registered", {"Courrier recommandé", "Registered post"}},
    Choice{"mssante",
           {"Messagerie sécurisée de santé ou Mon espace santé",
            "Secure health messaging or Mon espace santé"}},
    Choice{"link", {"Lien protégé par un code donné à part", "A link with a code given apart"}},
    Choice{"consulted", {"Consulté sur place", "Read at the practice"}},
};

constexpr std::array fields{
    Field{.name = "received_on",
          .kind = date,
          .required = true,
          .label = {"Demande reçue le", "Request received on"},
          .help = {"Le délai court à partir de ce jour.", "The time runs from this day."},
          .section = {"La demande", "The request"},
          .is_past = true},
    Field{.name = "way",
          .kind = choice,
          .required = true,
          .label = {"Comment", "How"},
          .choices = ways},
    Field{.name = "right",
          .kind = choice,
          .required = true,
          .label = {"Ce qui est demandé", "What is asked for"},
          .choices = rights},
    Field{.name = "older_than_five_years",
          .kind = choice,
          .label = {"Les informations datent-elles de plus de cinq ans ?",
                    "Is the information over five years old?"},
          .help = {"Si oui, le délai est de 2 mois au lieu de 8 jours. Dans le doute, non.",
                   "If so, the time is 2 months instead of 8 days. When in doubt, no."},
          .choices = yes_no,
          .only_when = "right=access"},
    Field{.name = "what",
          .kind = many_lines,
          .label = {"En quelques mots", "In a few words"},
          .help = {"Ce que la personne a écrit ou dit ; pas d'information médicale inutile.",
                   "What the person wrote or said; no medical information that is not needed."},
          .length_max = 4000},
    Field{.name = "patient",
          .required = true,
          .label = {"Patient concerné", "Patient concerned"},
          .section = {"Qui demande", "Who asks"}},
    Field{.name = "asker",
          .kind = choice,
          .required = true,
          .label = {"La demande vient de", "The request comes from"},
          .choices = askers},
    Field{.name = "asker_name",
          .label = {"Nom de la personne, si ce n'est pas le patient",
                    "Name of the person, if not the patient"}},
    Field{.name = "address",
          .kind = many_lines,
          .label = {"Où lui répondre", "Where to answer"},
          .help = {"Adresse, ou autre moyen choisi par la personne.",
                   "Address, or another way that the person chose."},
          .length_max = 1000},
    Field{.name = "heir_purpose",
          .kind = choice,
          .label = {"Motif de l'ayant droit", "The heir's purpose"},
          .help = {"La loi n'ouvre le dossier aux ayants droit que pour trois motifs.",
                   "The law opens the record to heirs for three purposes only."},
          .choices = heir_purposes,
          .only_when = "asker=heir"},
    Field{.name = "minor_opposes",
          .kind = choice,
          .label = {"Le mineur s'oppose-t-il à la communication ?",
                    "Does the minor object to it being handed over?"},
          .choices = yes_no_unknown,
          .only_when = "asker=parent"},
    Field{.name = "identity",
          .kind = choice,
          .required = true,
          .label = {"Identité", "Identity"},
          .help = {"Sans excès : une personne connue du cabinet n'a rien à prouver.",
                   "Within reason: a person the practice knows has nothing to prove."},
          .choices = identities},
    Field{.name = "acknowledged_on",
          .kind = date,
          .label = {"Accusé de réception envoyé le", "Acknowledged on"},
          .section = {"Le traitement", "The handling"},
          .is_past = true},
    Field{.name = "extended_on",
          .kind = date,
          .label = {"Prolongation annoncée à la personne le", "Extension told to the person on"},
          .help = {"Deux mois de plus, annoncés avec leur raison dans le premier mois. Jamais pour "
                   "la copie d'un dossier médical.",
                   "Two months more, told with the reason within the first. Never for a copy of a "
                   "medical record."},
          .is_past = true},
    Field{.name = "extension_reason",
          .kind = many_lines,
          .label = {"Raison de la prolongation", "Reason for the extension"},
          .length_max = 1000},
    Field{.name = "outcome",
          .kind = choice,
          .label = {"Où en est-elle", "Where it stands"},
          .choices = outcomes,
          .section = {"La réponse", "The answer"}},
    Field{.name = "closed_on",
          .kind = date,
          .label = {"Réponse envoyée le", "Answer sent on"},
          .is_past = true},
    Field{.name = "ground",
          .kind = many_choices,
          .label = {"Motif de ce qui est refusé", "Ground of what is refused"},
          .help = {"Le secret médical ne s'oppose jamais au patient lui-même.",
                   "Medical secrecy is never a ground against the patient."},
          .choices = grounds},
    Field{.name = "ground_detail",
          .kind = many_lines,
          .label = {"Précision sur le motif", "More about the ground"},
          .length_max = 2000},
    Field{.name = "sent_by",
          .kind = choice,
          .label = {"Envoyée par", "Sent by"},
          .choices = sendings},
    Field{.name = "proof",
          .label = {"Preuve de l'envoi", "Proof of sending"},
          .help =
              {"Numéro du recommandé, date de l'accusé de lecture, reçu signé et où il est rangé.",
               "Number of the registered letter, date it was read, signed receipt and where it "
               "is kept."}},
};

}  // namespace

Form request_form() { return fields; }

}  // namespace primum::compliance
