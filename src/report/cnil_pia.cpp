// An impact assessment for the CNIL's PIA tool, in the form of its own exports (versions 2 to 4):
// one `pia` with its answers and measures. What Primum saw is filled in; what only a person can
// judge, above all how grave and how likely a risk is, stays empty.
//
// The tool shows answers and measures as HTML: everything in them is escaped here. Items of lists
// are tags that it shows as they are: only texts of the catalogue stand there.
#include <algorithm>
#include <functional>
#include <map>

#include <nlohmann/json.hpp>

#include "report/details.h"
#include "report/markup.h"
#include "report/report.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;
using Json = nlohmann::ordered_json;

constexpr std::size_t subjects_told_max = 10;  // Of one measure.
constexpr std::size_t machines_told_max = 60;

// Numbers of the tool's questions (its pia_architecture.json).
enum Question {
    processing = 111,
    standards = 113,
    data = 121,
    assets = 123,
    access_threats = 322,
    access_sources = 323,
    access_measures = 324,
    change_threats = 332,
    change_measures = 334,
    loss_threats = 342,
    loss_measures = 344
};

class Assessment {
public:
    Assessment(const Report& report, Language language) : report_(report), language_(language) {}

    std::string write() && {
        add_context();
        for (const auto& finding : report_.findings) add_measure(finding);
        add_risks();
        const Json document{{"pia", pia()},
                            {"answers", answers_},
                            {"measures", measures_},
                            {"evaluations", Json::array()},
                            {"comments", Json::array()}};
        return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

private:
    std::string in(const Sentence& sentence) const { return sentence.in(language_); }
    std::string moment() const {
        auto stamp = format_time(report_.finished_at);
        stamp.insert(stamp.size() - 1, ".000");
        return stamp;
    }

    Json pia() const {
        return {
            {"id", 1},
            {"status", 0},
            {"name", in({"Dossiers des patients du cabinet", "The practice's patient records"})},
            {"author_name", report_.consents.empty() ? "" : report_.consents.front().by},
            {"evaluator_name", ""},
            {"validator_name", ""},
            {"dpo_status", nullptr},
            {"dpo_opinion", ""},
            {"dpos_names", ""},
            {"people_names", ""},
            {"concerned_people_opinion", ""},
            {"concerned_people_status", nullptr},
            {"concerned_people_searched_opinion", nullptr},
            {"concerned_people_searched_content", ""},
            {"rejection_reason", ""},
            {"applied_adjustments", ""},
            {"is_example", 0},
            {"is_archive", 0},
            {"created_at", moment()},
            {"updated_at", moment()},
            {"structure_id", nullptr},
            {"structure_name", ""},
            {"structure_sector_name", ""},
            {"structure_data", nullptr},
            {"category", in({"Santé", "Health"})},
            {"progress", 0},
            {"lock_version", 0}};
    }

    void add_answer(Question question, const Json& text, const Json& list) {
        answers_.push_back({{"pia_id", 1},
                            {"reference_to", static_cast<int>(question)},
                            {"data", {{"text", text}, {"gauge", nullptr}, {"list", list}}},
                            {"created_at", moment()},
                            {"updated_at", moment()},
                            {"id", answers_.size() + 1}});
    }
    void answer(Question question, const std::string& html) {
        add_answer(question, html, Json::array());
    }
    void answer(Question question, const Json& list) {
        if (!list.empty()) add_answer(question, nullptr, list);
    }

    static void add_paragraph(std::string& html, const std::string& text) {
        html += "<p>" + escaped(text) + "</p>";
    }
    static void add_list(std::string& html, const std::vector<std::string>& items) {
        if (items.empty()) return;
        html += "<ul>";
        for (const auto& item : items) html += "<li>" + escaped(item) + "</li>";
        html += "</ul>";
    }

    void add_context() {
        std::string html;
        add_paragraph(
            html, in(say("La tenue des dossiers des patients du cabinet. Pré-rempli par Primum "
                         "d'après ce qu'il a vu jusqu'au {} ; à relire et à compléter.",
                         "Keeping the practice's patient records. Filled in by Primum from what "
                         "it saw until {}; to be read again and completed.",
                         long_day(report_.finished_at, language_))));
        answer(processing, html);

        std::vector<std::string> texts;
        for (const auto* reference : report_.references) texts.push_back(in(reference->title));
        html.clear();
        add_list(html, texts);
        if (!texts.empty()) answer(standards, html);

        html.clear();
        add_paragraph(html,
                      in({"Identité et coordonnées des patients, données de santé : dossiers, "
                          "examens d'imagerie, résultats, courriers. À compléter.",
                          "Patients' identities and addresses, health data: records, imaging "
                          "exams, results, letters. To be completed."}));
        add_paragraph(html,
                      in(say("Au jour de l'audit, les données de {} patients ({} examens ou "
                             "documents) étaient lisibles sans mot de passe.",
                             "On the day of the audit, the data of {} patients ({} studies or "
                             "documents) could be read without a password.",
                             report_.exposed.patients, report_.exposed.records)));
        answer(data, html);
        add_assets();
    }

    void add_assets() {
        std::vector<std::string> machines;
        for (const auto& machine : report_.machines) {
            if (machines.size() == machines_told_max) break;
            machines.push_back(kind_word(machine.kind, language_) + " " + machine.address +
                               (machine.name.empty() ? "" : " (" + machine.name + ")"));
        }
        std::string html;
        add_paragraph(html, in(say("Appareils vus par Primum sur le réseau du cabinet : {}.",
                                   "Devices that Primum saw on the practice's network: {}.",
                                   report_.machines.size())));
        add_list(html, machines);
        answer(assets, html);
    }

    std::string measure_title(const Finding& finding) const {
        return in(say("Éviter : {}", "Avoid: {}", finding.control->title.in(language_)));
    }

    // What is in order is a measure in place; what fails is one to be taken.
    void add_measure(const Finding& finding) {
        std::string html;
        if (finding.status == Status::pass) {
            add_paragraph(html, in({"En place : Primum a regardé et n'a rien trouvé à redire.",
                                    "In place: Primum looked and found no fault."}));
        } else if (finding.status == Status::fail) {
            add_paragraph(
                html, in({"Prévue. Ce que Primum a trouvé :", "To be taken. What Primum found:"}));
            std::vector<std::string> subjects;
            for (const auto& subject : finding.subjects) {
                if (subjects.size() == subjects_told_max) break;
                subjects.push_back(subject.name);
            }
            add_list(html, subjects);
            if (finding.subjects.size() > subjects.size()) {
                add_paragraph(html, in(say("… et {} de plus", "… and {} more",
                                           finding.subjects.size() - subjects.size())));
            }
            std::vector<std::string> steps;
            for (const auto& step : finding.control->fix) steps.push_back(in(step));
            add_list(html, steps);
        } else {
            return;
        }
        measures_.push_back({{"title", measure_title(finding)},
                             {"pia_id", 1},
                             {"content", html},
                             {"placeholder", "measures.default_placeholder"},
                             {"created_at", moment()},
                             {"updated_at", moment()},
                             {"id", measures_.size() + 1}});
    }

    // Titles of what fails, and of the measures against it, where `concerns` says so.
    void add_threats(Question threats, Question measures,
                     const std::function<bool(const Finding&)>& concerns) {
        Json titles = Json::array();
        Json against = Json::array();
        for (const auto& finding : report_.findings) {
            if (finding.status != Status::fail || !concerns(finding)) continue;
            titles.push_back(in(finding.control->title));
            against.push_back(measure_title(finding));
        }
        answer(threats, titles);
        answer(measures, against);
    }

    static bool lets_write(const Finding& finding) {
        const auto column = std::ranges::find(finding.columns, "anonymous_write");
        if (column == finding.columns.end()) return false;
        const auto place = static_cast<std::size_t>(column - finding.columns.begin());
        return std::ranges::any_of(finding.subjects, [&](const controls::Subject& subject) {
            return subject.details[place] == facts::Value{std::int64_t{1}};
        });
    }

    void add_risks() {
        const auto about_loss = [](const Finding& finding) {
            return family_of(*finding.control) == "backup";
        };
        add_threats(access_threats, access_measures,
                    [&](const Finding& finding) { return !about_loss(finding); });
        add_threats(change_threats, change_measures, lets_write);
        add_threats(loss_threats, loss_measures, about_loss);
        Json sources = Json::array();
        if (!report_.exposed.doors.empty()) {
            sources.push_back(in({"Toute personne connectée au réseau du cabinet",
                                  "Anyone connected to the practice's network"}));
        }
        if (!report_.openings.empty()) {
            sources.push_back(in({"Toute personne sur Internet, par les ouvertures de la box",
                                  "Anyone on the Internet, by the box's openings"}));
        }
        answer(access_sources, sources);
    }

    const Report& report_;
    const Language language_;
    Json answers_ = Json::array();
    Json measures_ = Json::array();
};

}  // namespace

std::string as_cnil_pia(const Report& report, Language language) {
    return Assessment(report, language).write();
}

}  // namespace primum::report
