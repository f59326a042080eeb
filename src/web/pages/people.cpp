// The accounts of the practice, for the person in charge.
#include <array>

#include "base/text.h"
#include "web/pages/inputs.h"
#include "web/pages/own_passphrase.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

using accounts::Role;

constexpr std::array roles{Role::staff, Role::data_protection_officer, Role::technician,
                           Role::in_charge};

Sentence what_it_opens(Role role) {
    switch (role) {
        case Role::in_charge:
            return {"Tout, et les comptes.", "Everything, and the accounts."};
        case Role::staff:
            return {"Tout, sauf les comptes.", "Everything, but the accounts."};
        case Role::data_protection_officer:
            return {"Lit tout, ne change rien.", "Reads everything, changes nothing."};
        case Role::technician:
            return {"La technique ; aucune demande de patient, aucune violation.",
                    "The technical part; no patient's request, no breach."};
    }
    return {};
}

std::vector<Choice> role_choices() {
    std::vector<Choice> choices;
    for (const auto role : roles) {
        const auto title = accounts::title_of(role);
        const auto opens = what_it_opens(role);
        choices.push_back(
            {std::string(accounts::name_of(role)),
             {title.french + " — " + opens.french, title.english + ": " + opens.english}});
    }
    return choices;
}

void write_person(Sheet& sheet, const accounts::Person& person) {
    const auto item = sheet.out.open("li");
    const auto row = sheet.out.open("div", {{"class", "row"}});
    {
        const auto words = sheet.out.open("div");
        {
            const auto heading = sheet.out.open("h3");
            sheet.out.element("bdi", person.name);
        }
        auto line = sheet.in(accounts::title_of(person.role));
        if (!person.active) line += sheet.in({" · compte fermé", " · account closed"});
        if (person.has_second_factor) {
            line += sheet.in({" · double vérification", " · second step"});
        }
        sheet.out.element("p", {{"class", "small soft"}}, line);
    }
    if (!person.active || person.name == sheet.visit().name()) return;
    sheet.link_button("/people/close?name=" + percent_encoded(person.name),
                      {"Fermer le compte", "Close the account"});
}

// Asked once more, with the passphrase: whoever finds a session open could lock everybody out.
Answer write_closing(Visit& visit, const std::string& name, const Typed& typed) {
    Sheet sheet(visit, {"Fermer un compte", "Close an account"}, "/people");
    sheet.crumb("/people", {"Comptes", "Accounts"});
    sheet.title();
    write_refusal(sheet, typed);
    const auto form = sheet.form("/people/close", "card hero");
    sheet.hidden("name", name);
    {
        const auto line = sheet.out.open("p");
        sheet.out.element("strong", name);
        sheet.out.text(
            sheet.in({" ne pourra plus entrer. Ce que cette personne a fait reste dans "
                      "l'historique.",
                      " will no longer be let in. What they did stays in the history."}));
    }
    write_own_passphrase(sheet, "current", typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Fermer le compte", "Close the account"});
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

void write_adding(Sheet& sheet, const Typed& typed) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Ouvrir un compte", "Open an account"});
    const auto form = sheet.form("/people", "card");
    write_input(sheet, {.name = "name", .label = {"Nom", "Name"}, .autocomplete = "off"}, typed);
    write_choices(sheet, {.name = "role", .label = {"Rôle", "Role"}, .value = "staff"},
                  role_choices(), typed);
    write_input(sheet,
                {.name = "passphrase",
                 .label = {"Première phrase de passe", "First passphrase"},
                 .help = {"La personne la changera à sa première visite, dans « Mon compte ».",
                          "They change it at their first visit, under \"My account\"."},
                 .type = "password",
                 .autocomplete = "new-password"},
                typed);
    write_own_passphrase(sheet, "current", typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Ouvrir", "Open"});
}

// Requires the book's mutex.
Answer write_people(Visit& visit, const Typed& typed) {
    Sheet sheet(visit, {"Comptes", "Accounts"}, "/people");
    sheet.title();
    sheet.what_was_done();
    write_refusal(sheet, typed);
    {
        const auto section = sheet.out.open("section");
        sheet.heading("h2", {"Qui peut entrer", "Who may enter"});
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        for (const auto& person : visit.house.book.list()) write_person(sheet, person);
    }
    write_adding(sheet, typed);
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

Answer done(Visit& visit, const std::string& what, const std::string& name) {
    const auto kept = visit.house.deeds.add(visit.name(), what, name);
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/people?done=" + what);
}

}  // namespace

Answer people_page(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    return write_people(visit, {visit.request.form, {}});
}

Answer add_person(Visit& visit) {
    const auto& form = visit.request.form;
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto role = accounts::role_of(form.value("role"));
    if (!role) {
        return write_people(visit,
                            {form, Refusal{"role", {"Choisissez un rôle.", "Choose a role."}}});
    }
    const auto checked = check_own_passphrase(visit, "current");
    if (!checked) return write_people(visit, {form, Refusal{"current", checked.error().message}});
    const std::string name(form.value("name"));
    const auto added = visit.house.book.add(
        *visit.session->who, {.name = name,
                              .passphrase = std::string(form.value("passphrase")),
                              .role = *role,
                              .language = visit.language == Language::english ? "en" : "fr"});
    if (!added) {
        return write_people(visit, {form, Refusal{"passphrase", added.error().message}});
    }
    return done(visit, "added", name);
}

Answer closing_page(Visit& visit) {
    return write_closing(visit, std::string(visit.request.query.value("name")),
                         {visit.request.form, {}});
}

Answer close_account(Visit& visit) {
    const auto& form = visit.request.form;
    const std::string name(form.value("name"));
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto checked = check_own_passphrase(visit, "current");
    const auto closed = checked ? visit.house.book.deactivate(*visit.session->who, name) : checked;
    if (!closed)
        return write_closing(visit, name, {form, Refusal{"current", closed.error().message}});
    visit.house.sessions.end_all_of(name, nullptr);
    return done(visit, "closed", name);
}

}  // namespace primum::web
