#include "web/pages/done.h"

#include <algorithm>
#include <array>
#include <utility>

namespace primum::web {

const Sentence* find_done(std::string_view word) {
    static const std::array<std::pair<std::string_view, Sentence>, 13> all{{
        {"accepted",
         {"C'est noté : Primum le rappellera à la date choisie.",
          "Noted: Primum will bring it up again on the chosen date."}},
        {"revoked",
         {"Ce point n'est plus accepté : il est de nouveau à refermer.",
          "This is no longer accepted: it is to be closed again."}},
        {"assigned", {"C'est noté.", "Noted."}},
        {"answered", {"Merci : la réponse est gardée.", "Thank you: the answer is kept."}},
        {"started",
         {"Primum regarde. Vous pouvez continuer : rien n'est changé par un audit.",
          "Primum is looking. You can go on: an audit changes nothing."}},
        {"stopped",
         {"L'arrêt est demandé : ce qui a été vu jusqu'ici est gardé.",
          "It is stopping: what was seen so far is kept."}},
        {"added",
         {"Le compte est ouvert. Remettez la phrase de passe en main propre.",
          "The account is open. Hand the passphrase over in person."}},
        {"closed", {"Le compte est fermé.", "The account is closed."}},
        {"passphrase",
         {"La nouvelle phrase de passe est en place.", "The new passphrase is in place."}},
        {"factor", {"La double vérification est en place.", "The second step is in place."}},
        {"factor-gone", {"La double vérification est retirée.", "The second step is removed."}},
        {"erased",
         {"La fiche est effacée, avec toutes ses versions.",
          "The record is erased, with all its versions."}},
        {"kept", {"C'est enregistré.", "It is kept."}},
    }};
    const auto found = std::ranges::find(all, word, [](const auto& each) { return each.first; });
    return found == all.end() ? nullptr : &found->second;
}

}  // namespace primum::web
