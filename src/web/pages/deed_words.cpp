#include "web/pages/deed_words.h"

#include <algorithm>
#include <array>

namespace primum::web {
namespace {

Sentence words_of(std::string_view what) {
    static const std::array<std::pair<std::string_view, Sentence>, 18> all{{
        {"first-account", {"a ouvert le premier compte", "opened the first account"}},
        {"sign-in", {"est entré", "signed in"}},
        {"accepted", {"a accepté pour un temps", "accepted for a time"}},
        {"revoked", {"n'accepte plus", "no longer accepts"}},
        {"assigned", {"a dit qui s'occupe de", "said who takes care of"}},
        {"answered", {"a répondu à la question", "answered the question"}},
        {"audit", {"a lancé un audit", "started an audit"}},
        {"audit-stopped", {"a arrêté un audit", "stopped an audit"}},
        {"repair", {"a fait réparer", "had mended"}},
        {"repair-undone", {"a fait remettre comme avant", "had put back as before"}},
        {"looked-again", {"a fait regarder à nouveau", "had looked at again"}},
        {"report", {"a téléchargé le rapport", "downloaded the report"}},
        {"added", {"a ouvert le compte", "opened the account"}},
        {"closed", {"a fermé le compte", "closed the account"}},
        {"passphrase", {"a changé sa phrase de passe", "changed their passphrase"}},
        {"factor", {"a mis en place la double vérification", "set up the second step"}},
        {"factor-gone", {"a retiré la double vérification", "removed the second step"}},
        {"recovery-codes", {"a tiré de nouveaux codes de secours", "drew new recovery codes"}},
    }};
    const auto found = std::ranges::find(all, what, [](const auto& each) { return each.first; });
    if (found != all.end()) return found->second;
    return {std::string(what), std::string(what)};
}

}  // namespace

void write_deed(Sheet& sheet, const Deed& deed) {
    const auto item = sheet.out.open("li");
    sheet.out.element("bdi", deed.by);
    sheet.out.text(" " + sheet.in(words_of(deed.what)));
    if (!deed.of.empty()) {
        sheet.out.text(" ");
        sheet.out.element("span", {{"class", "code"}}, deed.of);
    }
    const auto at = parse_time(deed.at);
    sheet.out.element("p", {{"class", "small soft"}},
                      at ? moment_word(*at, sheet.language()) : deed.at);
}

}  // namespace primum::web
