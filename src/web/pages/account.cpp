// One's own account: passphrase, second step, recovery codes, language.
#include "paper/qr_code.h"
#include "web/door/cookies.h"
#include "web/pages/inputs.h"
#include "web/pages/own_passphrase.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

void write_passphrase(Sheet& sheet, const Typed& typed) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Phrase de passe", "Passphrase"});
    const auto form = sheet.form("/me/passphrase", "card");
    write_input(sheet,
                {.name = "current",
                 .label = {"L'actuelle", "The present one"},
                 .type = "password",
                 .autocomplete = "current-password"},
                typed);
    write_input(sheet,
                {.name = "passphrase",
                 .label = {"La nouvelle", "The new one"},
                 .help = {"Douze caractères au moins ; quatre ou cinq mots au hasard.",
                          "Twelve characters or more; four or five random words."},
                 .type = "password",
                 .autocomplete = "new-password"},
                typed);
    write_input(sheet,
                {.name = "again",
                 .label = {"La nouvelle, encore une fois", "The new one, once more"},
                 .type = "password",
                 .autocomplete = "new-password"},
                typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Changer", "Change"}, "quiet");
}

// A name of its own: the page has another form with "current".
constexpr const char* factor_field = "factor-current";

void write_factor(Sheet& sheet, const Typed& typed) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Double vérification", "Second step"});
    const auto card = sheet.out.open("div", {{"class", "card form"}});
    const auto& person = sheet.visit().session->person;
    if (!person.has_second_factor) {
        sheet.paragraph(
            {"Un code à six chiffres, donné par une application de votre téléphone, en "
             "plus de la phrase de passe.",
             "A six-digit code, given by an application on your telephone, beside the "
             "passphrase."});
        const auto form = sheet.form("/me/factor");
        write_own_passphrase(sheet, factor_field, typed);
        const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
        sheet.button({"La mettre en place", "Set it up"}, "quiet");
        return;
    }
    sheet.out.element("p",
                      sheet.in(say("En place. Codes de secours restants : {}.",
                                   "In place. Recovery codes left: {}.", person.recovery_codes)));
    const auto form = sheet.form("/me/codes");
    write_own_passphrase(sheet, factor_field, typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Nouveaux codes de secours", "New recovery codes"}, "quiet");
    sheet.out.element("button",
                      {{"type", "submit"}, {"class", "quiet"}, {"formaction", "/me/factor/remove"}},
                      sheet.in({"La retirer", "Remove it"}));
}

Answer write_my_page(Visit& visit, const Typed& typed) {
    Sheet sheet(visit, {"Mon compte", "My account"}, "/me");
    sheet.title();
    sheet.out.element("p", {{"class", "lead"}},
                      visit.name() + " · " + sheet.in(accounts::title_of(visit.role())));
    sheet.what_was_done();
    write_refusal(sheet, typed);
    write_factor(sheet, typed);
    write_passphrase(sheet, typed);
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

// The session as the book now knows its person.
void refresh_session(Visit& visit) {
    for (const auto& person : visit.house.book.list()) {
        if (person.name != visit.name()) continue;
        const auto language = person.language == "en" ? Language::english : Language::french;
        visit.house.sessions.change(visit.token, person, language);
    }
}

void write_square(Sheet& sheet, const std::string& address) {
    const auto code = paper::QrCode::of(address);
    if (!code) return;  // The key below does as well.
    const auto side = std::to_string(code->side());
    const auto frame = sheet.out.open("p", {{"class", "square"}});
    const auto drawing = sheet.out.open(
        "svg",
        {{"viewBox", "0 0 " + side + " " + side},
         {"role", "img"},
         {"aria-label", sheet.in({"Code QR du nouveau compte", "QR code of the new account"})},
         {"shape-rendering", "crispEdges"}});
    sheet.out.empty("path", {{"class", "light"}, {"d", "M0 0h" + side + "v" + side + "H0z"}});
    sheet.out.empty("path", {{"d", code->dark_path()}});
}

void write_factor_steps(Sheet& sheet, const accounts::TotpSecret& secret) {
    const auto card = sheet.out.open("div", {{"class", "card form hero"}});
    sheet.paragraph(
        {"1. Dans l'application d'authentification de votre téléphone, ajoutez un compte et visez "
         "ce carré :",
         "1. In the authenticator application of your telephone, add an account and point at this "
         "square:"});
    write_square(sheet, secret.uri);
    sheet.paragraph("small soft", {"Ou recopiez-y cette clé :", "Or copy this key into it:"});
    sheet.out.element("p", {{"class", "code"}}, secret.base32);
    sheet.paragraph({"2. Tapez ici le code qu'elle affiche :", "2. Type here the code it shows:"});
    const auto form = sheet.form("/me/factor/confirm");
    const Fields nothing;
    write_input(sheet,
                {.name = "code",
                 .label = {"Code à six chiffres", "Six-digit code"},
                 .autocomplete = "one-time-code"},
                {nothing, {}});
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Confirmer", "Confirm"});
}

Answer write_factor_page(Visit& visit, const accounts::TotpSecret& secret) {
    Sheet sheet(visit, {"Double vérification", "Second step"}, "/me");
    sheet.crumb("/me", {"Mon compte", "My account"});
    sheet.title();
    write_factor_steps(sheet, secret);
    return std::move(sheet).finish();
}

// Both kept in the history and told.
Answer done(Visit& visit, const std::string& what) {
    const auto kept = visit.house.deeds.add(visit.name(), what, "");
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/me?done=" + what);
}

Answer refuse(Visit& visit, const std::string& field, const Sentence& why) {
    return write_my_page(visit, {visit.request.form, Refusal{field, why}});
}

}  // namespace

Answer my_page(Visit& visit) { return write_my_page(visit, {visit.request.form, {}}); }

Answer change_language(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto changed =
        visit.house.book.change_language(*visit.session->who, visit.request.form.value("language"));
    if (!changed) return failed(visit, changed.error());
    refresh_session(visit);
    return see_other("/");
}

Answer change_passphrase(Visit& visit) {
    const auto& form = visit.request.form;
    if (form.value("passphrase") != form.value("again")) {
        return refuse(visit, "again", {"Les deux ne sont pas les mêmes.", "The two differ."});
    }
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto checked = check_own_passphrase(visit, "current");
    if (!checked) return refuse(visit, "current", checked.error().message);
    const auto changed =
        visit.house.book.change_passphrase(*visit.session->who, form.value("passphrase"));
    if (!changed) return refuse(visit, "passphrase", changed.error().message);
    visit.house.sessions.end_all_of(visit.name(), visit.session.get());
    refresh_session(visit);
    return done(visit, "passphrase");
}

Answer begin_second_factor(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto checked = check_own_passphrase(visit, factor_field);
    if (!checked) return refuse(visit, factor_field, checked.error().message);
    const auto secret = visit.house.book.begin_second_factor(*visit.session->who);
    if (!secret) return failed(visit, secret.error());
    return write_factor_page(visit, *secret);
}

Answer confirm_second_factor(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto confirmed = visit.house.book.confirm_second_factor(*visit.session->who,
                                                                  visit.request.form.value("code"));
    if (!confirmed) return refuse(visit, "code", confirmed.error().message);
    refresh_session(visit);
    return done(visit, "factor");
}

Answer remove_second_factor(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto checked = check_own_passphrase(visit, factor_field);
    if (!checked) return refuse(visit, factor_field, checked.error().message);
    const auto removed = visit.house.book.remove_second_factor(*visit.session->who);
    if (!removed) return failed(visit, removed.error());
    refresh_session(visit);
    return done(visit, "factor-gone");
}

Answer make_recovery_codes(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto checked = check_own_passphrase(visit, factor_field);
    if (!checked) return refuse(visit, factor_field, checked.error().message);
    const auto codes = visit.house.book.new_recovery_codes(*visit.session->who);
    if (!codes) return failed(visit, codes.error());
    refresh_session(visit);
    const auto kept = visit.house.deeds.add(visit.name(), "recovery-codes", "");
    Sheet sheet(visit, {"Codes de secours", "Recovery codes"}, "/me");
    sheet.crumb("/me", {"Mon compte", "My account"});
    sheet.title();
    sheet.lead(
        {"Imprimez-les ou recopiez-les, et rangez-les loin de cet ordinateur. Chacun sert "
         "une fois. Ils ne seront plus montrés.",
         "Print or copy them, and keep them away from this computer. Each works once. They "
         "will not be shown again."});
    // The former ones are gone: these are shown whatever happens.
    if (!kept) sheet.notice("bad", kept.error().message);
    {
        const auto list = sheet.out.open("ul", {{"class", "codes card hero"}});
        for (const auto& code : *codes) sheet.out.element("li", code);
    }
    return std::move(sheet).finish();
}

}  // namespace primum::web
