#include "compliance/request.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace primum::compliance {
namespace {

Day day_of(const Values& values, std::string_view name) {
    const auto day = parse_day(value_of(values, name));
    CHECK(day);  // The form accepted it.
    return *day;
}

bool is(const Values& values, std::string_view name, std::string_view value) {
    return value_of(values, name) == value;
}

bool has(const Values& values, std::string_view name) { return !value_of(values, name).empty(); }

bool is_closed(const Values& request) {
    const auto outcome = value_of(request, "outcome");
    return !outcome.empty() && outcome != "open";
}

bool refuses_something(const Values& request) {
    return is(request, "outcome", "refused") || is(request, "outcome", "partial");
}

bool gives_something(const Values& request) {
    return is(request, "outcome", "answered") || is(request, "outcome", "partial");
}

bool identity_is_settled(const Values& request) {
    return is(request, "identity", "known") || is(request, "identity", "document");
}

struct Refusals {
    std::vector<Refusal> list;
    void add(std::string_view field, Wording why) {
        list.push_back({std::string(field), why.sentence()});
    }
};

void check_who(const Values& request, Refusals& refusals) {
    if (!is(request, "asker", "patient") && !has(request, "asker_name")) {
        refusals.add("asker_name", {"dites qui demande", "say who asks"});
    }
    if (is(request, "asker", "heir") && !has(request, "heir_purpose")) {
        refusals.add("heir_purpose",
                     {"demandez le motif à l'ayant droit", "ask the heir for the purpose"});
    }
}

void check_extension(const Values& request, Refusals& refusals) {
    if (!has(request, "extended_on")) return;
    const auto received = day_of(request, "received_on");
    const auto extended = day_of(request, "extended_on");
    if (is(request, "right", "access")) {
        refusals.add("extended_on", {"la copie d'un dossier médical n'attend pas plus longtemps",
                                     "a copy of a medical record may not wait longer"});
    } else if (extended < received || extended > add_months(received, right_months)) {
        refusals.add("extended_on", {"elle s'annonce dans le premier mois après la demande",
                                     "it is told within the first month after the request"});
    }
    if (!has(request, "extension_reason")) {
        refusals.add("extension_reason",
                     {"la personne doit en connaître la raison", "the person must know why"});
    }
}

// Grounds that fit only some requests.
struct GroundFor {
    std::string_view ground;
    std::string_view field;
    std::string_view value;
    Wording why;
};

constexpr std::array grounds_for{
    GroundFor{"kept-by-law",
              "right",
              "erasure",
              {"ce motif ne vaut que pour un effacement", "this ground is for erasure only"}},
    GroundFor{"opinion",
              "right",
              "rectification",
              {"ce motif ne vaut que pour une correction", "this ground is for correction only"}},
    GroundFor{"minor-opposed",
              "asker",
              "parent",
              {"ce motif ne vaut que face à un parent", "this ground is against a parent only"}},
    GroundFor{
        "heir-purpose",
        "asker",
        "heir",
        {"ce motif ne vaut que face à un ayant droit", "this ground is against an heir only"}},
};

void check_grounds(const Values& request, Refusals& refusals) {
    const auto chosen = value_of(request, "ground");
    if (refuses_something(request) && chosen.empty()) {
        refusals.add("ground", {"un refus se motive", "a refusal has its ground"});
    }
    for (const auto& one : grounds_for) {
        if (is_one_of(chosen, one.ground) && !is(request, one.field, one.value)) {
            refusals.add("ground", one.why);
        }
    }
}

void check_closing(const Values& request, Refusals& refusals) {
    if (!is_closed(request)) {
        if (has(request, "closed_on")) {
            refusals.add("outcome", {"dites ce qui a été répondu", "say what was answered"});
        }
        return;
    }
    if (!has(request, "closed_on")) {
        refusals.add("closed_on", {"dites quel jour", "say on which day"});
    } else if (day_of(request, "closed_on") < day_of(request, "received_on")) {
        refusals.add("closed_on", {"c'est avant la demande", "this is before the request"});
    }
    if (gives_something(request) && !identity_is_settled(request)) {
        refusals.add("identity", {"vérifiez l'identité avant de remettre quoi que ce soit",
                                  "check the identity before anything is handed over"});
    }
    if (!is(request, "outcome", "withdrawn") && !has(request, "sent_by")) {
        refusals.add("sent_by", {"dites comment la réponse est partie", "say how it was sent"});
    }
}

void steps_before_answer(const Values& request, std::vector<Wording>& steps) {
    if (!identity_is_settled(request)) {
        steps.push_back(
            {"Assurez-vous de l'identité de la personne, sans exiger plus que nécessaire.",
             "Make sure who the person is, asking for no more than is needed."});
    }
    if (is(request, "heir_purpose", "other")) {
        steps.push_back({"Demandez à l'ayant droit lequel des trois motifs de la loi il invoque.",
                         "Ask the heir which of the law's three purposes applies."});
    }
    if (is(request, "minor_opposes", "yes")) {
        steps.push_back({"Le mineur s'oppose : ne remettez pas au parent ce à quoi il s'oppose.",
                         "The minor objects: do not hand to the parent what they object to."});
    }
    if (!has(request, "acknowledged_on")) {
        steps.push_back({"Envoyez l'accusé de réception.", "Send the acknowledgement."});
    }
}

Wording step_of_right(std::string_view right) {
    if (right == "access") {
        return {
            "Préparez la copie du dossier. Retirez ce qui concerne des tiers et vos notes non "
            "formalisées, rien d'autre. La première copie est gratuite.",
            "Prepare the copy of the record. Take out what concerns third parties and your notes "
            "outside the record, nothing else. The first copy is free."};
    }
    if (right == "rectification") {
        return {"Corrigez ce qui est inexact. Un avis médical reste : joignez-y le commentaire.",
                "Correct what is wrong. A medical opinion stays: add the comment to it."};
    }
    if (right == "erasure") {
        return {
            "Effacez ce qui n'est pas à conserver. Le dossier médical doit l'être : expliquez-le.",
            "Erase what need not be kept. The medical record must be: explain it."};
    }
    if (right == "limitation") {
        return {"Mettez les données de côté : elles ne servent plus, mais ne sont pas effacées.",
                "Set the data aside: they are used no more, and not erased."};
    }
    if (right == "objection") {
        return {"Cessez l'usage refusé, sauf la tenue du dossier, qui est obligatoire.",
                "Stop the use objected to, except the keeping of the record, which is compulsory."};
    }
    return {"Préparez les données dans un format réutilisable.",
            "Prepare the data in a format that can be used elsewhere."};
}

constexpr Wording access_basis{
    "Code de la santé publique, L1111-7 : entre 48 heures et 8 jours (texte à vérifier)",
    "Public health code, L1111-7: between 48 hours and 8 days (text to be verified)"};
constexpr Wording old_access_basis{
    "Code de la santé publique, L1111-7 : 2 mois au-delà de cinq ans (texte à vérifier)",
    "Public health code, L1111-7: 2 months past five years (text to be verified)"};
constexpr Wording early_access_basis{
    "Code de la santé publique, L1111-7 : remise, peut-être, avant les 48 heures de réflexion "
    "(texte à vérifier)",
    "Public health code, L1111-7: handed over, maybe, before the 48 hours to reflect (text to be "
    "verified)"};
constexpr Wording right_basis{"RGPD, article 12-3 : un mois", "GDPR, article 12-3: one month"};
constexpr Wording extended_basis{"RGPD, article 12-3 : un mois, prolongé de deux",
                                 "GDPR, article 12-3: one month, extended by two"};

}  // namespace

Wording words_of(RequestState state) {
    switch (state) {
        case RequestState::open:
            return {"en cours", "in progress"};
        case RequestState::near:
            return {"à répondre sans attendre", "to be answered now"};
        case RequestState::late:
            return {"en retard", "late"};
        case RequestState::closed:
            return {"close", "closed"};
        case RequestState::closed_late:
            return {"close, hors délai", "closed, past the deadline"};
    }
    return {};
}

RequestClock clock_of(const Values& request, Day today) {
    const auto received = day_of(request, "received_on");
    RequestClock clock;
    if (is(request, "right", "access")) {
        clock.not_before = received + access_days_min;
        const bool old = is(request, "older_than_five_years", "yes");
        clock.due = old ? add_months(received, old_access_months) : received + access_days;
        clock.basis = old ? old_access_basis : access_basis;
    } else {
        clock.extended = has(request, "extended_on");
        clock.due =
            add_months(received, clock.extended ? right_months + extension_months : right_months);
        clock.basis = clock.extended ? extended_basis : right_basis;
    }
    const bool closed = is_closed(request);
    const auto reckoned = closed ? day_of(request, "closed_on") : today;
    clock.days_left = static_cast<int>((clock.due - reckoned).count());
    // Said, not refused: the record is to tell what was done.
    if (closed && clock.not_before && gives_something(request) && reckoned < *clock.not_before) {
        clock.basis = early_access_basis;
    }
    if (closed) {
        clock.state = clock.days_left < 0 ? RequestState::closed_late : RequestState::closed;
    } else if (clock.days_left < 0) {
        clock.state = RequestState::late;
    } else if (clock.due - today <= near_days) {
        clock.state = RequestState::near;
    }
    return clock;
}

Result<> may_extend(const Values& request, Day today) {
    const auto no = [](const char* french, const char* english) {
        return Error{ErrorKind::usage, {french, english}};
    };
    if (is_closed(request)) return no("la demande est close", "the request is closed");
    if (is(request, "right", "access")) {
        return no("la copie d'un dossier médical n'attend pas plus longtemps",
                  "a copy of a medical record may not wait longer");
    }
    if (has(request, "extended_on")) {
        return no("le délai a déjà été prolongé", "the time was extended already");
    }
    if (today > add_months(day_of(request, "received_on"), right_months)) {
        return no("la prolongation s'annonce dans le premier mois, qui est passé",
                  "an extension is told within the first month, which has passed");
    }
    return {};
}

std::vector<Wording> next_steps(const Values& request, Day today) {
    std::vector<Wording> steps;
    if (is_closed(request)) {
        if (!is(request, "outcome", "withdrawn") && !has(request, "proof")) {
            steps.push_back({"Notez la preuve de l'envoi, et gardez-la.",
                             "Note the proof of sending, and keep it."});
        }
        return steps;
    }
    const auto clock = clock_of(request, today);
    if (clock.state == RequestState::late) {
        steps.push_back({"Le délai est passé : répondez aujourd'hui, et dites pourquoi c'est tard.",
                         "The deadline has passed: answer today, and say why it is late."});
    }
    steps_before_answer(request, steps);
    steps.push_back(step_of_right(value_of(request, "right")));
    if (clock.not_before && today < *clock.not_before) {
        steps.push_back(
            {"N'envoyez pas le dossier avant 48 heures : c'est le temps de réflexion du "
             "patient.",
             "Do not send the record before 48 hours: the patient has that time to "
             "reflect."});
    }
    if (clock.state == RequestState::near && may_extend(request, today)) {
        steps.push_back({"S'il faut vraiment plus de temps, annoncez la prolongation et sa raison.",
                         "If more time is really needed, tell the extension and its reason."});
    }
    steps.push_back({"Envoyez la réponse, et gardez la preuve de l'envoi.",
                     "Send the answer, and keep the proof of sending."});
    return steps;
}

std::vector<Refusal> check_request(const Values& request) {
    Refusals refusals;
    check_who(request, refusals);
    check_extension(request, refusals);
    check_closing(request, refusals);
    check_grounds(request, refusals);
    return std::move(refusals.list);
}

}  // namespace primum::compliance
