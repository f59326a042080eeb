// Looking again: what to look at, how far it is, and stopping it.
#include "base/text.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

constexpr std::size_t folders_max = 20;

void write_progress(Sheet& sheet, const AuditState& state) {
    std::vector<report::Attribute> attributes{{"class", "card hero"}, {"id", "progress"}};
    attributes.push_back({"data-running", "yes"});
    const auto card = sheet.out.open("div", attributes);
    sheet.heading("h2", {"Primum regarde", "Primum is looking"});
    sheet.out.element("p", {{"data-line", ""}, {"aria-live", "polite"}, {"class", "s"}},
                      sheet.in(say("Étape {} : {}", "Step {}: {}", state.steps,
                                   state.doing.in(sheet.language()))));
    {
        const auto bar = sheet.out.open("div", {{"class", "bar"}, {"aria-hidden", "true"}});
        sheet.out.element("span", "");
    }
    const auto buttons = sheet.out.open("div", {{"class", "buttons"}});
    sheet.link_button("/audit", {"Où en est-on ?", "How far is it?"});
    if (!sheet.visit().may_work()) return;
    const auto form = sheet.form("/audit/stop", "");
    sheet.button(
        state.stopping ? Sentence{"Arrêt demandé", "Stopping"} : Sentence{"Arrêter", "Stop"},
        "quiet");
}

void write_last(Sheet& sheet, const AuditState& state) {
    if (state.failure) {
        sheet.notice("bad", state.failure->message);
    } else if (state.ended_at) {
        sheet.notice("good", say("Dernier regard terminé le {}.", "The last look ended on {}.",
                                 moment_word(*state.ended_at, sheet.language())));
    }
}

void write_wish(Sheet& sheet, const Typed& typed) {
    const auto form = sheet.form("/audit", "card");
    write_refusal(sheet, typed);
    const bool is_new = typed.fields.empty();
    write_checkbox(sheet,
                   {.name = "host",
                    .label = {"Cet ordinateur : comptes, disques, mises à jour, sauvegardes",
                              "This computer: accounts, disks, updates, backups"}},
                   is_new || typed.fields.has("host"));
    write_checkbox(sheet,
                   {.name = "network",
                    .label = {"Le réseau du cabinet : box, imagerie, partages, serveurs",
                              "The practice's network: router, imaging, shares, servers"}},
                   typed.fields.has("network"));
    write_input(sheet,
                {.name = "consent",
                 .label = {"J'accepte que ce réseau soit regardé, c'est celui du cabinet",
                           "I agree to have this network looked at, it is the practice's"},
                 .help = {"Nom de la personne responsable. Regarder le réseau d'autrui est un "
                          "délit : Primum garde cet accord.",
                          "Name of the person in charge. Looking at somebody else's network is an "
                          "offence: Primum keeps this consent."},
                 .is_required = false},
                typed);
    write_input(sheet,
                {.name = "folders",
                 .label = {"Dossiers dont les fichiers seront lus", "Folders whose files are read"},
                 .help = {"Un par ligne, par exemple /home. Plus long : quelques minutes.",
                          "One a line, for example /home. Longer: some minutes."},
                 .type = "textarea",
                 .is_required = false},
                typed);
    write_input(sheet,
                {.name = "domain",
                 .label = {"Domaine Internet du cabinet", "The practice's Internet domain"},
                 .help = {"Par exemple cabinet-martin.fr : ce qu'il publie de votre messagerie.",
                          "For example cabinet-martin.fr: what it publishes of your mail."},
                 .is_required = false},
                typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Regarder", "Look"});
}

Answer write_audit(Visit& visit, const Typed& typed) {
    const auto state = visit.house.practice.audit();
    Sheet sheet(visit, {"Regarder à nouveau", "Look again"}, "/audit");
    sheet.title();
    sheet.lead(
        {"Un audit ne change rien, n'essaie aucun mot de passe et n'envoie rien hors du "
         "cabinet.",
         "An audit changes nothing, tries no password and sends nothing out of the "
         "practice."});
    sheet.what_was_done();
    if (state.running) {
        write_progress(sheet, state);
        return std::move(sheet).finish();
    }
    write_last(sheet, state);
    if (visit.may_work()) {
        const auto section = sheet.out.open("section");
        write_wish(sheet, typed);
    }
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

Result<AuditWish> wish_of(const Fields& form, Refusal& refusal) {
    AuditWish wish{.host = form.has("host")};
    wish.domain = std::string(trim(form.value("domain")));
    for (const auto line : split(form.value("folders"), '\n')) {
        const auto folder = trim(line);
        if (!folder.empty()) wish.folders.emplace_back(folder);
    }
    if (wish.folders.size() > folders_max) {
        refusal.field = "folders";
        return Error{ErrorKind::usage, say("Vingt dossiers au plus.", "Twenty folders at most.")};
    }
    for (const auto& folder : wish.folders) {
        if (folder.starts_with('/')) continue;
        refusal.field = "folders";
        return Error{ErrorKind::usage,
                     say("« {} » : écrivez le chemin entier, qui commence par /.",
                         "\"{}\": write the whole path, which begins with /.", folder)};
    }
    if (form.has("network")) {
        wish.lan = "auto";
        wish.consent = std::string(trim(form.value("consent")));
        if (wish.consent.empty()) {
            refusal.field = "consent";
            return Error{ErrorKind::usage,
                         {"Pour regarder le réseau, il faut le nom de qui l'accepte.",
                          "To look at the network, the name of who agrees is needed."}};
        }
    }
    const bool empty =
        !wish.host && wish.lan.empty() && wish.folders.empty() && wish.domain.empty();
    if (!empty) return wish;
    refusal.field = "host";
    return Error{ErrorKind::usage, {"Choisissez quoi regarder.", "Choose what to look at."}};
}

}  // namespace

Answer audit_page(Visit& visit) { return write_audit(visit, {visit.request.form, {}}); }

Answer start_audit(Visit& visit) {
    const auto& form = visit.request.form;
    Refusal refusal{.field = "host", .why = {}};
    const auto wish = wish_of(form, refusal);
    const auto started =
        wish ? visit.house.practice.start_audit(*wish, visit.language) : Result<>(wish.error());
    if (!started) {
        refusal.why = started.error().message;
        return write_audit(visit, {form, refusal});
    }
    const auto kept = visit.house.deeds.add(visit.name(), "audit", "");
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/audit?done=started");
}

Answer stop_audit(Visit& visit) {
    const auto stopped = visit.house.practice.stop_audit();
    if (!stopped) return failed(visit, stopped.error());
    const auto kept = visit.house.deeds.add(visit.name(), "audit-stopped", "");
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/audit?done=stopped");
}

}  // namespace primum::web
