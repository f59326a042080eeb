// What the practice's ledger of obligations hands over: counts, dates and states, never a name.
//
// A row is known by its number in the ledger, which says nothing to whoever lacks its key. Days are
// counted at the moment of looking, so that controls need no clock; an audit counts them anew from
// the dates, without the key.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Ledger {
    std::string kept_since;
    Number requests;
    Number breaches;
    Number processors;
    Number activities;
};

struct PatientRequest {
    std::int64_t number = 0;
    std::string asked;
    std::string received_on;
    std::string due_on;
    Number days_left;
    Flag answered;
    Flag in_time;
    Flag proof_kept;
};

struct DataBreach {
    std::int64_t number = 0;
    std::string aware_at;
    std::string notify_by;
    Number hours_left;
    std::string notify;
    Flag notified;
    Flag completed;
    std::string tell_patients;
    Flag patients_told;
};

struct ProcessingActivity {
    std::int64_t number = 0;
    Text template_name;
    std::string state;
    std::string reviewed_on;
    Number days_since_review;
};

struct Processor {
    std::int64_t number = 0;
    std::string role;
    Flag health_data;
    Text contract;
    Number clauses_missing;
    Text contract_ends_on;
    Number contract_days_left;
    Flag hosts;
    Text hds_ends_on;
    Number hds_days_left;
};

struct TrainingDone {
    std::int64_t person = 0;
    std::string module;
    std::string done_on;
    Number days_since;
};

struct PaperDone {
    std::string paper;
    std::string done_on;
    Number days_since;
};

struct CnilLetter {
    std::int64_t number = 0;
    std::string answer_by;
    Number days_left;
    Flag answered;
};

// clang-format off
template <> struct Declaration<Ledger> {
    static constexpr std::string_view name = "ledger";
    static constexpr std::string_view meaning = "that the practice keeps its obligations in Primum; one row, or none";
    static constexpr std::tuple columns{
        ColumnOf{"kept_since", &Ledger::kept_since, "day of the first entry, YYYY-MM-DD"},
        ColumnOf{"requests", &Ledger::requests, "patients' requests kept"},
        ColumnOf{"breaches", &Ledger::breaches, "data breaches kept"},
        ColumnOf{"processors", &Ledger::processors, "processors that work for the practice now"},
        ColumnOf{"activities", &Ledger::activities, "activities of the register"}};
};

template <> struct Declaration<PatientRequest> {
    static constexpr std::string_view name = "patient_request";
    static constexpr std::string_view meaning = "a patient's request, by its number";
    static constexpr std::tuple columns{
        ColumnOf{"number", &PatientRequest::number, "its number in the ledger"},
        ColumnOf{"asked", &PatientRequest::asked, "access, rectification, erasure, limitation, objection, portability"},
        ColumnOf{"received_on", &PatientRequest::received_on, "YYYY-MM-DD"},
        ColumnOf{"due_on", &PatientRequest::due_on, "the last day by law, YYYY-MM-DD"},
        ColumnOf{"days_left", &PatientRequest::days_left, "until that day; negative past it; null once answered"},
        ColumnOf{"answered", &PatientRequest::answered, "answered, refused or withdrawn"},
        ColumnOf{"in_time", &PatientRequest::in_time, "by that day; null while it is open"},
        ColumnOf{"proof_kept", &PatientRequest::proof_kept, "the proof of sending is noted; null while it is open"}};
};

template <> struct Declaration<DataBreach> {
    static constexpr std::string_view name = "data_breach";
    static constexpr std::string_view meaning = "a data breach that the practice knows of, by its number";
    static constexpr std::tuple columns{
        ColumnOf{"number", &DataBreach::number, "its number in the ledger"},
        ColumnOf{"aware_at", &DataBreach::aware_at, "when the practice became aware, UTC"},
        ColumnOf{"notify_by", &DataBreach::notify_by, "72 hours later, UTC"},
        ColumnOf{"hours_left", &DataBreach::hours_left, "whole hours until then; negative past it; null once notified or when there is no duty"},
        ColumnOf{"notify", &DataBreach::notify, "whether the CNIL is to be told: yes, no, unclear"},
        ColumnOf{"notified", &DataBreach::notified, "a first notification was made"},
        ColumnOf{"completed", &DataBreach::completed, "and a complementary one"},
        ColumnOf{"tell_patients", &DataBreach::tell_patients, "whether the patients are to be told: yes, no, unclear"},
        ColumnOf{"patients_told", &DataBreach::patients_told, "they were, or it was decided with a reason that they need not be"}};
};

template <> struct Declaration<ProcessingActivity> {
    static constexpr std::string_view name = "processing_activity";
    static constexpr std::string_view meaning = "an activity of the register of GDPR article 30, by its number";
    static constexpr std::tuple columns{
        ColumnOf{"number", &ProcessingActivity::number, "its number in the ledger"},
        ColumnOf{"template_name", &ProcessingActivity::template_name, "the activity of the catalogue that it was filled from"},
        ColumnOf{"state", &ProcessingActivity::state, "draft, confirmed, unused"},
        ColumnOf{"reviewed_on", &ProcessingActivity::reviewed_on, "when it was last reviewed, else changed, YYYY-MM-DD"},
        ColumnOf{"days_since_review", &ProcessingActivity::days_since_review, "whole days since then"}};
};

template <> struct Declaration<Processor> {
    static constexpr std::string_view name = "processor";
    static constexpr std::string_view meaning = "a firm that handles data for the practice now, by its number";
    static constexpr std::tuple columns{
        ColumnOf{"number", &Processor::number, "its number in the ledger"},
        ColumnOf{"role", &Processor::role, "software, appointments, maintenance, mail, hosting, backup, …"},
        ColumnOf{"health_data", &Processor::health_data, "it sees or keeps patients' data"},
        ColumnOf{"contract", &Processor::contract, "of GDPR article 28: signed, asked, none; null when nobody knows"},
        ColumnOf{"clauses_missing", &Processor::clauses_missing, "of the nine that article 28 asks for; null without a contract"},
        ColumnOf{"contract_ends_on", &Processor::contract_ends_on, "YYYY-MM-DD"},
        ColumnOf{"contract_days_left", &Processor::contract_days_left, "until then; negative past it"},
        ColumnOf{"hosts", &Processor::hosts, "it keeps the data on computers of its own"},
        ColumnOf{"hds_ends_on", &Processor::hds_ends_on, "end of its certificate for hosting health data, YYYY-MM-DD"},
        ColumnOf{"hds_days_left", &Processor::hds_days_left, "until then; negative past it"}};
};

template <> struct Declaration<TrainingDone> {
    static constexpr std::string_view name = "training";
    static constexpr std::string_view meaning = "a module of training that somebody has done";
    static constexpr std::tuple columns{
        ColumnOf{"person", &TrainingDone::person, "which person, counted from 1 in the order of first training"},
        ColumnOf{"module", &TrainingDone::module, "the module's id"},
        ColumnOf{"done_on", &TrainingDone::done_on, "YYYY-MM-DD"},
        ColumnOf{"days_since", &TrainingDone::days_since, "whole days since then"}};
};

template <> struct Declaration<PaperDone> {
    static constexpr std::string_view name = "paper";
    static constexpr std::string_view meaning = "a paper that was put up, handed out or signed";
    static constexpr std::tuple columns{
        ColumnOf{"paper", &PaperDone::paper, "information-notice, staff-charter, attack-card, degraded-mode, or another"},
        ColumnOf{"done_on", &PaperDone::done_on, "YYYY-MM-DD"},
        ColumnOf{"days_since", &PaperDone::days_since, "whole days since then"}};
};

template <> struct Declaration<CnilLetter> {
    static constexpr std::string_view name = "cnil_letter";
    static constexpr std::string_view meaning = "a letter from the CNIL, by its number";
    static constexpr std::tuple columns{
        ColumnOf{"number", &CnilLetter::number, "its number in the ledger"},
        ColumnOf{"answer_by", &CnilLetter::answer_by, "the last day to answer, YYYY-MM-DD"},
        ColumnOf{"days_left", &CnilLetter::days_left, "until then; negative past it; null once answered"},
        ColumnOf{"answered", &CnilLetter::answered, "it was answered"}};
};
// clang-format on

}  // namespace primum::facts
