#include "web/pages/obligations.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "compliance/breach.h"
#include "compliance/day.h"
#include "compliance/request.h"
#include "report/words.h"
#include "web/shelf.h"

namespace primum::web {
namespace {

using compliance::BreachState;
using compliance::RequestState;

constexpr std::chrono::days contract_days{90};  // Told so long before a contract ends.
constexpr std::chrono::days letter_near_days{7};

Sentence days_left(std::int64_t days) {
    if (days < 0) {
        return say("dépassé de {} j", "{} days late", -days);
    }
    if (days == 0) return {"aujourd'hui", "today"};
    return say("encore {} j", "{} days left", days);
}

Standing request_standing(const Record& record, Time at) {
    const auto clock = compliance::clock_of(record.values, compliance::local_day_of(at));
    Standing standing{.words = compliance::words_of(clock.state).sentence()};
    switch (clock.state) {
        case RequestState::open:
            standing.words = days_left(clock.days_left);
            break;
        case RequestState::near:
            standing.style = "soon";
            standing.words = days_left(clock.days_left);
            break;
        case RequestState::late:
            standing.style = "late";
            standing.words = days_left(clock.days_left);
            break;
        case RequestState::closed:
            standing.style = "good";
            return standing;
        case RequestState::closed_late:
            standing.style = "soon";
            return standing;
    }
    standing.due = clock.due;
    return standing;
}

Standing breach_standing(const Record& record, Time at) {
    const auto clock = compliance::clock_of(record.values, at);
    Standing standing{.words = compliance::words_of(clock.state).sentence()};
    if (clock.state == BreachState::recorded) {
        standing.style = "good";
        return standing;
    }
    standing.style = clock.state == BreachState::overdue ? "late" : "soon";
    if (clock.state == BreachState::running) {
        const auto hours = std::chrono::floor<std::chrono::hours>(clock.left).count();
        standing.words = say("encore {} h pour la CNIL", "{} h left for the CNIL", hours);
    }
    standing.due = clock.notify_by;
    standing.is_met = clock.state != BreachState::running && clock.state != BreachState::overdue;
    return standing;
}

std::optional<Standing> until(const Record& record, std::string_view field, Time at,
                              std::chrono::days near) {
    const auto day = compliance::parse_day(record.value(field));
    if (!day) return std::nullopt;
    const auto left = *day - compliance::local_day_of(at);
    Standing standing{.words = days_left(left.count()), .due = *day};
    if (left.count() < 0) {
        standing.style = "late";
    } else if (left <= near) {
        standing.style = "soon";
    }
    return standing;
}

// Of its contract and its certificate, what ends first.
std::optional<Standing> processor_standing(const Record& record, Time at) {
    if (!record.value("ended_on").empty()) return std::nullopt;
    auto contract = until(record, "contract_ends_on", at, contract_days);
    auto certificate = until(record, "hds_ends_on", at, contract_days);
    if (!contract || (certificate && certificate->due < contract->due)) return certificate;
    return contract;
}

std::string shown(const Record& record, std::string_view field, Language language) {
    const auto* described = compliance::find_field(compliance::form_of(record.kind), field);
    return described == nullptr ? std::string()
                                : compliance::shown(*described, record.value(field), language);
}

// The fields that tell one record of its kind from another.
std::vector<std::string_view> telling_fields(RecordKind kind) {
    switch (kind) {
        case RecordKind::request:
            return {"patient", "right"};
        case RecordKind::breach:
        case RecordKind::activity:
            return {"title"};
        case RecordKind::processor:
        case RecordKind::practice:
            return {"name"};
        case RecordKind::training:
            return {"person", "module"};
        case RecordKind::paper:
            return {"paper", "place"};
        case RecordKind::cnil_letter:
            return {"subject"};
        case RecordKind::note:
            return {"about"};
    }
    return {};
}

}  // namespace

const std::vector<KindPage>& kind_pages() {
    static const std::vector<KindPage> pages{
        {RecordKind::request,
         "/requests",
         {"Demandes de patients", "Patients' requests"},
         {"Une demande sans réponse est la première cause de sanction d'un praticien. Primum "
          "compte "
          "les jours, prépare les lettres et garde la preuve.",
          "A request without an answer is the first reason why a practitioner is fined. Primum "
          "counts the days, prepares the letters and keeps the proof."},
         {"Noter une demande", "Write a request down"}},
        {RecordKind::breach,
         "/breaches",
         {"Violations de données", "Data breaches"},
         {"Données perdues, modifiées ou vues par d'autres. Répondez à ce que vous savez ; Primum "
          "dit "
          "s'il faut prévenir la CNIL ou les patients, et compte les 72 heures.",
          "Data lost, changed or seen by others. Answer what you know; Primum says whether the "
          "CNIL "
          "or the patients must be told, and counts the 72 hours."},
         {"Noter ce qui s'est passé", "Write down what happened"}},
        {RecordKind::cnil_letter,
         "/cnil",
         {"Courriers de la CNIL", "Letters from the CNIL"},
         {"Ne pas lui répondre coûte plus cher que la réponse.",
          "Not answering it costs more than the answer."},
         {"Noter un courrier", "Write a letter down"}},
        {RecordKind::activity,
         "/register",
         {"Registre des traitements", "Register of processing"},
         {"Ce que le cabinet fait de données personnelles, et pourquoi (RGPD, article 30).",
          "What the practice does with personal data, and why (GDPR, article 30)."},
         {"Ajouter une activité", "Add an activity"}},
        {RecordKind::processor,
         "/processors",
         {"Sous-traitants", "Processors"},
         {"Éditeur, hébergeur, dépanneur, secrétariat à distance : chacun avec son contrat.",
          "Software house, host, repairer, remote secretary: each with its contract."},
         {"Ajouter une entreprise", "Add a firm"}},
        {RecordKind::paper,
         "/papers",
         {"Papiers", "Papers"},
         {"Les papiers que tout cabinet doit avoir, prêts à imprimer.",
          "The papers every practice must have, ready to print."},
         {"Noter qu'un papier est en place", "Write down that a paper is in place"}},
        {RecordKind::note,
         "/notes",
         {"Notes du DPO", "The DPO's notes"},
         {"Ce que le délégué à la protection des données a remarqué.",
          "What the data protection officer remarked."},
         {"Écrire une note", "Write a note"}},
        {RecordKind::practice,
         "/practice",
         {"Fiche du cabinet", "About the practice"},
         {"Qui est le cabinet : ces lignes servent aux lettres et aux formulaires.",
          "Who the practice is: these lines are used in letters and forms."},
         {"Remplir la fiche", "Fill it in"}}};
    return pages;
}

const KindPage* find_kind_page(RecordKind kind) {
    const auto found = std::ranges::find(kind_pages(), kind, &KindPage::kind);
    return found == kind_pages().end() ? nullptr : &*found;
}

const Record* find_record(const compliance::Ledger& ledger, RecordKind kind, const Fields& fields) {
    const auto number = parse_number(fields.value("number"));
    if (!number || *number > 0xFFFFFFFFU) return nullptr;
    return ledger.find(kind, static_cast<std::uint32_t>(*number));
}

const Record* find_record(const compliance::Ledger& ledger, const Fields& fields) {
    const auto kind = compliance::record_kind_of(fields.value("kind"));
    return kind ? find_record(ledger, *kind, fields) : nullptr;
}

bool may_write(const Visit& visit, RecordKind kind) {
    if (kind == RecordKind::note) return visit.role() == accounts::Role::data_protection_officer;
    return visit.may_answer();
}

std::string path_of(RecordKind kind) {
    const auto* page = find_kind_page(kind);
    return std::string(page == nullptr ? "/" : page->path);
}

std::string query_of(const Record& record) {
    return "?kind=" + std::string(compliance::name_of(record.kind)) +
           "&number=" + std::to_string(record.number);
}

std::string record_path(const Record& record) { return "/record" + query_of(record); }

Answer no_such_record(Visit& visit) {
    return refused(visit, 404,
                   {"Cette fiche n'existe pas, ou n'existe plus.",
                    "There is no such record, or not any more."});
}

std::string name_of(const Record& record, Language language) {
    auto name = std::string(compliance::title_of(record.kind).in(language)) +
                (language == Language::french ? " n° " : " no. ") + std::to_string(record.number);
    for (const auto field : telling_fields(record.kind)) {
        const auto value = shown(record, field, language);
        if (!value.empty()) name += " · " + value;
    }
    return name;
}

std::optional<Standing> standing_of(const Record& record, Time at) {
    switch (record.kind) {
        case RecordKind::request:
            return request_standing(record, at);
        case RecordKind::breach:
            return breach_standing(record, at);
        case RecordKind::cnil_letter:
            if (!record.value("answered_on").empty()) {
                return Standing{.style = "good", .words = {"répondu", "answered"}};
            }
            return until(record, "answer_by", at, letter_near_days);
        case RecordKind::processor:
            return processor_standing(record, at);
        default:
            return std::nullopt;
    }
}

std::vector<Due> all_due(const compliance::Ledger& ledger, Time at) {
    std::vector<Due> due;
    for (const auto kind : {RecordKind::breach, RecordKind::request, RecordKind::cnil_letter,
                            RecordKind::processor}) {
        for (const auto& record : ledger.records(kind)) {
            auto standing = standing_of(record, at);
            if (!standing || !standing->due) continue;
            if (kind == RecordKind::processor && standing->style.empty()) continue;
            due.push_back({&record, std::move(*standing)});
        }
    }
    std::ranges::stable_sort(due, {}, [](const Due& each) { return *each.standing.due; });
    return due;
}

void write_due_item(Sheet& sheet, const Due& due) {
    const auto item = sheet.out.open("li", {{"class", due.standing.style}});
    const auto row = sheet.out.open("div", {{"class", "row"}});
    {
        const auto words = sheet.out.open("div");
        {
            const auto heading = sheet.out.open("h3");
            sheet.link(record_path(*due.record), name_of(*due.record, sheet.language()));
        }
        if (!due.standing.is_met && due.standing.due) {
            sheet.out.element("p", {{"class", "small soft"}},
                              sheet.in(say("Échéance : {}", "Due: {}",
                                           report::long_day(*due.standing.due, sheet.language()))));
        }
    }
    sheet.tag(due.standing.style, due.standing.words);
}

std::vector<Sentence> measures_seen(const Visit& visit) {
    const auto& activities = visit.house.shelf().activities;
    if (!activities) return {};
    return visit.house.practice.measures_seen(*activities);
}

Result<LedgerDesk::Lent> lend_ledger(const Visit& visit) {
    return visit.house.ledger.lend(visit.session->who->key);
}

}  // namespace primum::web
