// The first account, signing in and out.
#include "web/door/cookies.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

Input name_input() {
    return {.name = "name",
            .label = {"Votre nom", "Your name"},
            .type = "text",
            .autocomplete = "username"};
}

Answer write_first_page(Visit& visit, const Typed& typed, std::uint16_t status = 200) {
    Sheet sheet(visit, {"Bienvenue", "Welcome"}, "");
    sheet.title();
    sheet.lead(
        {"Ouvrez le premier compte : celui de la personne responsable du cabinet. Elle seule "
         "pourra en ouvrir d'autres.",
         "Open the first account: that of the person in charge of the practice. Only they can "
         "open others."});
    write_refusal(sheet, typed);
    {
        const auto form = sheet.form("/first", "card");
        sheet.hidden("first", std::string(visit.request.method == Method::post
                                              ? visit.request.form.value("first")
                                              : visit.request.query.value("token")));
        auto name = name_input();
        name.help = {"Comme il doit figurer dans l'historique : Dr Martin.",
                     "As it should stand in the history: Dr Martin."};
        write_input(sheet, name, typed);
        write_input(sheet,
                    {.name = "passphrase",
                     .label = {"Une phrase de passe", "A passphrase"},
                     .help = {"Douze caractères au moins ; quatre ou cinq mots au hasard sont "
                              "faciles à retenir. Elle protège aussi ce qui nomme des patients : "
                              "personne ne peut la retrouver à votre place.",
                              "Twelve characters or more; four or five random words are easy to "
                              "remember. It also protects what names patients: nobody can find it "
                              "again for you."},
                     .type = "password",
                     .autocomplete = "new-password"},
                    typed);
        write_input(sheet,
                    {.name = "again",
                     .label = {"La même, encore une fois", "The same, once more"},
                     .type = "password",
                     .autocomplete = "new-password"},
                    typed);
        sheet.button({"Ouvrir le compte", "Open the account"});
    }
    return std::move(sheet).finish(status);
}

// The first account may have been made on the command line meanwhile. Requires the book's mutex.
bool nobody_is_there_yet(House& house) {
    return house.book.empty() && house.book.refresh() && house.book.empty();
}

Answer no_first_account() { return see_other("/sign-in"); }

// Whether the address that `serve` printed is the one that was opened.
bool is_invited(const Visit& visit, std::string_view token) {
    return !visit.house.rules.first_token.empty() && is_same(token, visit.house.rules.first_token);
}

Answer let_in(Visit& visit, accounts::SignedIn who, std::string where) {
    const auto language = who.person.language == "en" ? Language::english : Language::french;
    auto answer = see_other(std::move(where));
    hand_over_session(
        visit.house.rules, answer,
        visit.house.sessions.begin(std::move(who), language, std::chrono::steady_clock::now()));
    return answer;
}

Answer write_sign_in_page(Visit& visit, const Typed& typed, std::uint16_t status = 200) {
    Sheet sheet(visit, {"Bonjour", "Hello"}, "");
    sheet.title();
    if (visit.request.query.has("ended")) {
        sheet.notice("", {"La session s'était terminée : ce qui venait d'être envoyé n'a pas été "
                          "pris en compte.",
                          "The session had ended: what was just sent was not taken."});
    }
    sheet.lead({"Entrez avec votre compte Primum.", "Enter with your Primum account."});
    write_refusal(sheet, typed);
    {
        const auto form = sheet.form("/sign-in", "card");
        write_input(sheet, name_input(), typed);
        write_input(sheet,
                    {.name = "passphrase",
                     .label = {"Votre phrase de passe", "Your passphrase"},
                     .type = "password",
                     .autocomplete = "current-password"},
                    typed);
        write_input(sheet,
                    {.name = "code",
                     .label = {"Code à six chiffres", "Six-digit code"},
                     .help = {"Seulement si vous avez mis en place la double vérification. Un code "
                              "de secours convient aussi.",
                              "Only if you set up the second step. A recovery code will do too."},
                     .autocomplete = "one-time-code",
                     .is_required = false},
                    typed);
        sheet.button({"Entrer", "Enter"});
    }
    return std::move(sheet).finish(status);
}

Answer refuse_sign_in(Visit& visit, std::uint16_t status, const std::string& field,
                      const Sentence& why) {
    return write_sign_in_page(visit, {visit.request.form, Refusal{field, why}}, status);
}

// Counted among those who wait, for as long as it lives.
class Waiting {
public:
    explicit Waiting(std::atomic<int>& everybody) : everybody_(everybody), count_(++everybody) {}
    ~Waiting() { --everybody_; }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    int count() const { return count_; }

private:
    std::atomic<int>& everybody_;
    const int count_;
};

Result<accounts::SignedIn> try_sign_in(Visit& visit, const std::string& name) {
    auto& house = visit.house;
    const auto& form = visit.request.form;
    const auto code = form.value("code");
    auto signed_in =
        house.book.sign_in(name, form.value("passphrase"),
                           code.empty() ? std::nullopt : std::optional<std::string_view>(code));
    const auto now = std::chrono::steady_clock::now();
    if (signed_in) {
        house.names.succeeded(name);
        house.addresses.succeeded(throttle_key(visit.request.address));
    } else if (signed_in.error().kind == ErrorKind::denied ||
               signed_in.error().kind == ErrorKind::usage) {
        house.names.failed(name, now);
        house.addresses.failed(throttle_key(visit.request.address), now);
    }
    return signed_in;
}

}  // namespace

Answer first_page(Visit& visit) {
    const std::scoped_lock lock(visit.house.book_mutex);
    if (!nobody_is_there_yet(visit.house)) return no_first_account();
    if (!is_invited(visit, visit.request.query.value("token"))) {
        return refused(visit, 403,
                       {"Pour ouvrir le premier compte, suivez l'adresse que « primum serve » "
                        "vient d'afficher.",
                        "To open the first account, follow the address that \"primum serve\" has "
                        "just printed."});
    }
    return write_first_page(visit, {visit.request.form, {}});
}

Answer make_first_account(Visit& visit) {
    const auto& form = visit.request.form;
    const std::scoped_lock lock(visit.house.book_mutex);
    if (!nobody_is_there_yet(visit.house)) return no_first_account();
    if (!is_invited(visit, form.value("first"))) {
        return refused(visit, 403,
                       {"Cette adresse n'est plus la bonne : relancez « primum serve ».",
                        "This address is no longer right: start \"primum serve\" again."});
    }
    if (form.value("passphrase") != form.value("again")) {
        return write_first_page(
            visit, {form, Refusal{"again", {"Les deux ne sont pas les mêmes.", "The two differ."}}},
            422);
    }
    auto made = visit.house.book.create_first(
        {.name = std::string(form.value("name")),
         .passphrase = std::string(form.value("passphrase")),
         .role = accounts::Role::in_charge,
         .language = visit.language == Language::english ? "en" : "fr"});
    if (!made) {
        return write_first_page(visit, {form, Refusal{"passphrase", made.error().message}}, 422);
    }
    const auto kept = visit.house.deeds.add(made->person.name, "first-account", "");
    if (!kept) return kept_but(visit, kept.error());
    return let_in(visit, std::move(*made), "/");
}

Answer sign_in_page(Visit& visit) {
    if (visit.session != nullptr) return see_other("/");
    {
        const std::scoped_lock lock(visit.house.book_mutex);
        if (nobody_is_there_yet(visit.house)) return see_other("/first");
    }
    return write_sign_in_page(visit, {visit.request.form, {}});
}

Answer sign_in(Visit& visit) {
    const Waiting waiting(visit.house.waiting);
    if (waiting.count() > House::waiting_max) {
        return refuse_sign_in(visit, 503, "name",
                              {"Beaucoup de monde à la porte : recommencez dans un instant.",
                               "Many people at the door: try again in a moment."});
    }
    const std::string name(visit.request.form.value("name"));
    // Nobody's; and not one to keep in memory.
    if (name.size() > accounts::name_bytes_max) {
        return refuse_sign_in(visit, 403, "name",
                              {"ce nom ou cette phrase de passe n'est pas le bon",
                               "this name or this passphrase is not right"});
    }
    const auto address = throttle_key(visit.request.address);
    // One at a time: each takes 64 MiB and a third of a second, and the next must see that this one
    // failed.
    const std::scoped_lock lock(visit.house.book_mutex);
    const auto now = std::chrono::steady_clock::now();
    const auto wait =
        std::max(visit.house.names.wait(name, now), visit.house.addresses.wait(address, now));
    if (wait.count() > 0) {
        auto answer =
            refuse_sign_in(visit, 429, "name",
                           say("Trop d'essais : attendez {} secondes, puis recommencez.",
                               "Too many tries: wait {} seconds, then try again.", wait.count()));
        answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
        return answer;
    }
    auto signed_in = try_sign_in(visit, name);
    if (signed_in) {
        const auto kept = visit.house.deeds.add(name, "sign-in", "");
        if (!kept) return failed(visit, kept.error());
        return let_in(visit, std::move(*signed_in), "/");
    }
    const bool needs_code = signed_in.error().kind == ErrorKind::not_found;
    return refuse_sign_in(visit, 403, needs_code ? "code" : "name", signed_in.error().message);
}

Answer sign_out(Visit& visit) {
    visit.house.sessions.end(visit.token);
    auto answer = see_other("/sign-in");
    take_back_session(visit.house.rules, answer);
    return answer;
}

}  // namespace primum::web
