#include "web/pages/own_passphrase.h"

namespace primum::web {

Result<> check_own_passphrase(Visit& visit, std::string_view field) {
    const auto now = std::chrono::steady_clock::now();
    if (const auto wait = visit.house.names.wait(visit.name(), now); wait.count() > 0) {
        return Error{ErrorKind::denied,
                     say("Attendez {} secondes.", "Wait {} seconds.", wait.count())};
    }
    const auto again = visit.house.book.sign_in(visit.name(), visit.request.form.value(field));
    // With the passphrase right, a missing code is no objection here.
    if (again || again.error().kind == ErrorKind::not_found) {
        visit.house.names.succeeded(visit.name());
        return {};
    }
    visit.house.names.failed(visit.name(), now);
    return again.error();
}

void write_own_passphrase(Sheet& sheet, const std::string& field, const Typed& typed) {
    write_input(sheet,
                {.name = field,
                 .label = {"Votre phrase de passe actuelle", "Your present passphrase"},
                 .type = "password",
                 .autocomplete = "current-password"},
                typed);
}

}  // namespace primum::web
