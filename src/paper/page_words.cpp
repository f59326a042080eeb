#include "paper/page_words.h"

namespace primum::paper {

const PageWords& page_words() {
    static const PageWords words{
        .title = {"Clé papier des sauvegardes", "Paper key of the backups"},
        .what =
            {"Ces trente mots sont la seule façon de relire les sauvegardes chiffrées du cabinet. "
             "Sans eux, elles sont "
             "perdues pour tous. Avec eux et le disque de sauvegarde, n'importe qui lit tous les "
             "dossiers.",
             "These thirty words are the only way to read the practice's encrypted backups. "
             "Without them, the backups "
             "are lost to everybody. With them and the backup disk, anybody reads every record."},
        .numbered = {"Les trente mots, dans l'ordre", "The thirty words, in order"},
        .code = {"Les mêmes mots, pour un lecteur de codes sans réseau. Pas de photo avec un "
                 "téléphone : elle serait "
                 "copiée ailleurs.",
                 "The same words, for a code reader without network. No picture with a telephone: "
                 "it would be copied "
                 "elsewhere."},
        .keep = {{{.title = {"Loin de l'ordinateur", "Away from the computer"},
                   .text = {"Sous enveloppe fermée, datée et signée, dans un coffre ou chez le "
                            "notaire. Jamais dans le même "
                            "sac que le disque de sauvegarde.",
                            "In a closed envelope, dated and signed, in a safe or at the "
                            "solicitor's. Never in the same bag "
                            "as the backup disk."}},
                  {.title = {"En deux lieux", "In two places"},
                   .text = {"Un incendie ou un cambriolage ne doit pas emporter les deux. Imprimez "
                            "cette page deux fois, puis "
                            "supprimez le fichier.",
                            "A fire or a burglary must not take both. Print this page twice, then "
                            "delete the file."}},
                  {.title = {"Connue de deux personnes", "Known to two people"},
                   .text = {"Une personne de confiance sait où est l'enveloppe, pour le jour où "
                            "vous ne serez pas là.",
                            "Somebody you trust knows where the envelope is, for the day when you "
                            "are not there."}}}},
        .restore_title = {"Le jour où il faut restaurer", "The day you have to restore"},
        .restore =
            {{{"Installez Primum sur un ordinateur sain, et branchez le disque de sauvegarde.",
               "Install Primum on a sound computer, and plug in the backup disk."},
              {"Recopiez les trente mots dans un fichier texte, par exemple cle.txt. Majuscules, "
               "accents et espaces "
               "n'importent pas ; un mot illisible s'écrit « ? » (quatre au plus).",
               "Type the thirty words into a text file, for example key.txt. Capitals, accents and "
               "spaces do not "
               "matter; type \"?\" for a word that cannot be read (four at most)."},
              {"primum vault list --repo DISQUE        montre les sauvegardes",
               "primum vault list --repo DISK        shows the backups"},
              {"primum vault restore --repo DISQUE --key cle.txt latest --target DOSSIER        "
               "les relit",
               "primum vault restore --repo DISK --key key.txt latest --target FOLDER        reads "
               "them back"}}},
        .test =
            {"Vérifiez-la maintenant, avant d'en avoir besoin : primum vault key test --repo "
             "DISQUE --key cle.txt",
             "Check it now, before you need it: primum vault key test --repo DISK --key key.txt"},
    };
    return words;
}

}  // namespace primum::paper
