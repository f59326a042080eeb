#include "compliance/breach.h"

#include <algorithm>

#include "base/check.h"

namespace primum::compliance {
namespace {

bool is(const Values& values, std::string_view name, std::string_view value) {
    return value_of(values, name) == value;
}
bool has(const Values& values, std::string_view name) { return !value_of(values, name).empty(); }
bool includes(const Values& values, std::string_view name, std::string_view id) {
    return is_one_of(value_of(values, name), id);
}

Time time_of(const Values& values, std::string_view name) {
    const auto time = parse_time(value_of(values, name));
    CHECK(time);  // The form accepted it.
    return *time;
}

// Of a question answered yes, no, or not at all.
Duty duty_when(const Values& values, std::string_view name, std::string_view answer) {
    if (is(values, name, answer)) return Duty::yes;
    return has(values, name) && !is(values, name, "unknown") ? Duty::no : Duty::unclear;
}

// The greater duty: yes before unclear before no.
Duty either(Duty left, Duty right) {
    if (left == Duty::yes || right == Duty::yes) return Duty::yes;
    return left == Duty::no && right == Duty::no ? Duty::no : Duty::unclear;
}

bool may_be_read(const Values& breach) { return includes(breach, "nature", "confidentiality"); }
bool is_lost(const Values& breach) {
    return includes(breach, "nature", "availability") || includes(breach, "nature", "integrity");
}

// That somebody else can read them, or that they are lost for the care of the patients.
Duty read_by_others(const Values& breach) {
    return may_be_read(breach) ? duty_when(breach, "readable", "yes") : Duty::no;
}
Duty lost_for_care(const Values& breach) {
    return is_lost(breach) ? duty_when(breach, "restored", "no") : Duty::no;
}

Duty grave(const Values& breach) {
    if (!has(breach, "severity")) return Duty::unclear;
    const bool high = is(breach, "severity", "important") || is(breach, "severity", "maximal");
    return high ? Duty::yes : Duty::no;
}

// Nothing happened to the data but that others hold what they cannot read: article 34-3-a.
bool is_unreadable(const Values& breach) {
    return may_be_read(breach) && !is_lost(breach) && is(breach, "readable", "no");
}

void decide_cnil(const Values& breach, BreachDecision& decision) {
    if (is(breach, "found_by", "cnil")) {
        decision.cnil = Duty::no;
        decision.because.push_back(
            {"CNIL : elle vous l'a elle-même appris. Dans ce cas précis, il n'y a pas à lui "
             "notifier "
             "(Conseil d'État, 22 juillet 2022, n° 449694). Répondez-lui sans tarder.",
             "CNIL: it told you itself. In that precise case there is no duty to notify it "
             "(Conseil "
             "d'État, 22 July 2022, no. 449694). Answer it without delay."});
        return;
    }
    decision.cnil = either(read_by_others(breach), lost_for_care(breach));
    // Who says that it is grave for the people says that they are at risk.
    if (grave(breach) == Duty::yes) decision.cnil = Duty::yes;
    switch (decision.cnil) {
        case Duty::yes:
            decision.because.push_back(
                {"CNIL : à notifier dans les 72 heures (RGPD, article 33-1).",
                 "CNIL: to be notified within 72 hours (GDPR, article 33-1)."});
            return;
        case Duty::unclear:
            decision.because.push_back(
                {"CNIL : des réponses manquent. Dans le doute, notifiez dans les 72 heures ; vous "
                 "compléterez (RGPD, article 33).",
                 "CNIL: answers are missing. When in doubt, notify within 72 hours; you will "
                 "complete "
                 "it (GDPR, article 33)."});
            return;
        case Duty::no:
            decision.because.push_back(
                {"CNIL : pas de risque pour les personnes, donc rien à notifier. La violation se "
                 "note "
                 "ici quand même (RGPD, article 33-5).",
                 "CNIL: no risk for people, so nothing to notify. The breach is recorded here all "
                 "the "
                 "same (GDPR, article 33-5)."});
    }
}

Duty patients_duty(const Values& breach) {
    const auto read = read_by_others(breach);
    // Data that others read: health is always a high risk; for others the severity tells.
    const bool health = includes(breach, "data", "health") || !has(breach, "data");
    auto from_reading = read;
    if (read == Duty::yes && !health) from_reading = grave(breach);
    if (read == Duty::yes && health && !has(breach, "data")) from_reading = Duty::unclear;
    auto from_loss = lost_for_care(breach);
    if (from_loss == Duty::yes) from_loss = grave(breach);
    const auto duty = either(from_reading, from_loss);
    // A severity that the other answers do not explain is no excuse.
    const bool unexplained = duty == Duty::no && grave(breach) == Duty::yes;
    return unexplained && !is_unreadable(breach) ? Duty::unclear : duty;
}

void decide_patients(const Values& breach, BreachDecision& decision) {
    decision.patients = patients_duty(breach);
    if (decision.patients != Duty::no && is(breach, "risk_ended", "yes")) {
        decision.patients = Duty::no;
        decision.because.push_back(
            {"Patients : la mesure prise depuis écarte le risque, il n'y a pas à les prévenir "
             "(RGPD, "
             "article 34-3-b).",
             "Patients: the measure taken since puts the risk aside, there is no need to tell them "
             "(GDPR, article 34-3-b)."});
        return;
    }
    decision.public_notice = decision.patients != Duty::no && is(breach, "too_many", "yes");
    if (decision.public_notice) {
        decision.because.push_back(
            {"Patients : une communication publique remplace les lettres (RGPD, article 34-3-c).",
             "Patients: a public notice stands in for letters (GDPR, article 34-3-c)."});
    } else if (decision.patients == Duty::yes) {
        decision.because.push_back(
            {"Patients : à prévenir dans les meilleurs délais, le risque est élevé pour eux (RGPD, "
             "article 34).",
             "Patients: to be told without undue delay, the risk for them is high (GDPR, article "
             "34)."});
    } else if (decision.patients == Duty::unclear && grave(breach) == Duty::yes) {
        decision.because.push_back(
            {"Patients : la gravité est élevée, sans que les autres réponses disent pourquoi. "
             "Préparez la lettre (RGPD, article 34).",
             "Patients: the severity is high, and the other answers do not say why. Prepare the "
             "letter (GDPR, article 34)."});
    } else if (decision.patients == Duty::unclear) {
        decision.because.push_back({"Patients : des réponses manquent. Préparez la lettre.",
                                    "Patients: answers are missing. Prepare the letter."});
    } else {
        decision.because.push_back(
            {"Patients : pas de risque élevé pour eux, ou les données leur restent illisibles à "
             "d'autres (RGPD, article 34).",
             "Patients: no high risk for them, or nobody else can read the data (GDPR, article "
             "34)."});
    }
}

bool patients_are_settled(const Values& breach) {
    return is(breach, "patients_told", "done") || is(breach, "patients_told", "not-needed");
}

void first_steps(const Values& breach, std::vector<Wording>& steps) {
    const auto origin = value_of(breach, "origin");
    if (origin == "ransomware" || origin == "intrusion") {
        steps.push_back(
            {"Débranchez le réseau des appareils touchés, sans les éteindre ; ne payez pas.",
             "Unplug the network of the devices hit, without switching them off; do not "
             "pay."});
        if (!includes(breach, "others_told", "17cyber")) {
            steps.push_back({"Contactez 17Cyber (17cyber.gouv.fr), jour et nuit.",
                             "Contact 17Cyber (17cyber.gouv.fr), day and night."});
        }
    }
    if (origin == "phishing") {
        steps.push_back({"Changez le mot de passe du compte, et coupez les sessions ouvertes.",
                         "Change the account's password, and end its open sessions."});
    }
    if (origin == "exposed") {
        steps.push_back({"Fermez l'accès maintenant, et gardez une copie des réglages et journaux.",
                         "Close the access now, and keep a copy of the settings and logs."});
    }
    if (origin == "processor") {
        steps.push_back(
            {"Demandez par écrit au prestataire quels patients, quelles données, depuis "
             "quand, et ce qu'il a fait. La notification reste la vôtre.",
             "Ask the supplier in writing which patients, which data, since when, and "
             "what they did. The notification stays yours."});
    }
    if (origin == "wrong-recipient") {
        steps.push_back(
            {"Demandez au destinataire d'effacer le message et de le confirmer par écrit.",
             "Ask the recipient to delete the message and to confirm it in writing."});
    }
}

bool is_crime(const Values& breach) {
    for (const auto* origin : {"ransomware", "phishing", "intrusion", "stolen-device", "insider"}) {
        if (is(breach, "origin", origin)) return true;
    }
    return false;
}

void outside_steps(const Values& breach, std::vector<Wording>& steps) {
    if (is_crime(breach) && !has(breach, "complaint_on")) {
        steps.push_back(
            {"Portez plainte dans les 72 heures : l'assurance en dépend (code des "
             "assurances, L12-10-1).",
             "File a complaint within 72 hours: the insurance depends on it (insurance "
             "code, L12-10-1)."});
    }
    if (is_crime(breach) && !includes(breach, "others_told", "cert-sante")) {
        steps.push_back(
            {"Prévenez le CERT Santé si vous voulez de l'aide : c'est recommandé, pas "
             "obligatoire pour un cabinet (à vérifier).",
             "Tell CERT Santé if you want help: recommended, not compulsory for a "
             "practice (to be verified)."});
    }
}

struct Refusals {
    std::vector<Refusal> list;
    void add(std::string_view field, Wording why) {
        list.push_back({std::string(field), why.sentence()});
    }
};

void check_order(const Values& breach, std::string_view earlier, std::string_view later,
                 Refusals& refusals) {
    if (!has(breach, earlier) || !has(breach, later)) return;
    if (time_of(breach, later) >= time_of(breach, earlier)) return;
    const auto* field = find_field(form_of(RecordKind::breach), earlier);
    const auto label = field->label;
    refusals.list.push_back({std::string(later),
                             {"c'est avant « " + std::string(label.french) + " »",
                              "this is before \"" + std::string(label.english) + "\""}});
}

}  // namespace

BreachDecision decide(const Values& breach) {
    BreachDecision decision;
    decide_cnil(breach, decision);
    decide_patients(breach, decision);
    return decision;
}

Wording words_of(BreachState state) {
    switch (state) {
        case BreachState::running:
            return {"à notifier à la CNIL", "to be notified to the CNIL"};
        case BreachState::overdue:
            return {"notification en retard", "notification overdue"};
        case BreachState::incomplete:
            return {"notifiée, à compléter", "notified, to be completed"};
        case BreachState::to_tell:
            return {"patients à prévenir", "patients to be told"};
        case BreachState::recorded:
            return {"rien à faire de plus", "nothing more to do"};
    }
    return {};
}

BreachClock clock_of(const Values& breach, Time at) {
    const auto aware = time_of(breach, "aware_at");
    const auto decision = decide(breach);
    BreachClock clock;
    clock.notify_by = aware + notification_hours;
    clock.complain_by = aware + complaint_hours;
    clock.left = std::chrono::floor<std::chrono::minutes>(clock.notify_by - at);
    const bool notified = has(breach, "notified_at");
    if (decision.cnil != Duty::no && !notified) {
        clock.state = at > clock.notify_by ? BreachState::overdue : BreachState::running;
    } else if (notified && !has(breach, "completed_at")) {
        clock.state = BreachState::incomplete;
    } else if (decision.patients != Duty::no && !patients_are_settled(breach)) {
        clock.state = BreachState::to_tell;
    } else {
        clock.state = BreachState::recorded;
    }
    return clock;
}

std::vector<Wording> next_steps(const Values& breach, Time at) {
    const auto clock = clock_of(breach, at);
    const auto decision = decide(breach);
    std::vector<Wording> steps;
    if (!has(breach, "ended_at")) first_steps(breach, steps);
    if (clock.state == BreachState::running) {
        steps.push_back({"Notifiez sur cnil.fr, même si tout n'est pas connu : vous compléterez.",
                         "Notify on cnil.fr, even if not all is known: you will complete it."});
    }
    if (clock.state == BreachState::overdue) {
        steps.push_back({"Notifiez aujourd'hui sur cnil.fr, et dites pourquoi c'est tard.",
                         "Notify today on cnil.fr, and say why it is late."});
    }
    if (clock.state == BreachState::incomplete) {
        steps.push_back({"Complétez la notification sur cnil.fr avec ce que vous savez maintenant.",
                         "Complete the notification on cnil.fr with what you know now."});
    }
    outside_steps(breach, steps);
    if (decision.patients != Duty::no && !patients_are_settled(breach)) {
        steps.push_back(decision.public_notice
                            ? Wording{"Affichez et publiez l'information.", "Post the notice."}
                            : Wording{"Prévenez les patients : la lettre est prête à remplir.",
                                      "Tell the patients: the letter is ready to be filled in."});
    }
    if (decision.cnil == Duty::no && !has(breach, "not_notified_why") &&
        !has(breach, "notified_at")) {
        steps.push_back(
            {"Notez ici pourquoi elle n'est pas notifiée.", "Record here why it is not notified."});
    }
    return steps;
}

std::vector<Refusal> check_breach(const Values& breach) {
    Refusals refusals;
    check_order(breach, "began_at", "ended_at", refusals);
    check_order(breach, "began_at", "aware_at", refusals);
    check_order(breach, "aware_at", "notified_at", refusals);
    check_order(breach, "notified_at", "completed_at", refusals);
    if (is(breach, "origin", "processor") && !has(breach, "processor")) {
        refusals.add("processor", {"dites lequel", "say which"});
    }
    if (has(breach, "completed_at") && !has(breach, "notified_at")) {
        refusals.add("notified_at", {"la première notification vient avant",
                                     "the first notification comes before"});
    }
    if (has(breach, "notified_at") && !has(breach, "late_reason") &&
        time_of(breach, "notified_at") > time_of(breach, "aware_at") + notification_hours) {
        refusals.add("late_reason", {"plus de 72 heures ont passé : la CNIL demande pourquoi",
                                     "over 72 hours passed: the CNIL asks why"});
    }
    if (is(breach, "patients_told", "done") && !has(breach, "patients_told_on")) {
        refusals.add("patients_told_on", {"dites quel jour", "say on which day"});
    }
    if (is(breach, "patients_told", "not-needed") && !has(breach, "patients_told_how")) {
        refusals.add("patients_told_how", {"dites pourquoi", "say why"});
    }
    return std::move(refusals.list);
}

}  // namespace primum::compliance
