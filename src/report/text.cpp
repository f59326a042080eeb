#include <algorithm>
#include <functional>

#include "base/text.h"
#include "report/layout.h"
#include "report/report.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Severity;
using controls::Status;

constexpr std::size_t subjects_shown_max = 12;  // Of one finding; the rest are counted.
constexpr std::size_t reasons_shown_max = 3;    // Of one observation.

Tone tone_of(Severity severity) {
    switch (severity) {
        case Severity::critical:
            return Tone::red;
        case Severity::high:
            return Tone::yellow;
        case Severity::medium:
            return Tone::cyan;
        case Severity::low:
            return Tone::plain;
    }
    return Tone::plain;
}

bool is_address_character(char character) {
    return (character >= '0' && character <= '9') || character == '.';
}

// Whether `address` stands in `subject` as a whole: 10.0.0.1 does not stand in 10.0.0.12.
bool names(std::string_view subject, std::string_view address) {
    const auto at = subject.find(address);
    if (at == std::string_view::npos) return false;
    const auto end = at + address.size();
    return (at == 0 || !is_address_character(subject[at - 1])) &&
           (end == subject.size() || !is_address_character(subject[end]));
}

class TextReport {
public:
    TextReport(const Report& report, Language language, Style style)
        : report_(report), language_(language), layout_(style) {}

    std::string write() && {
        write_head();
        write_exposed();
        write_failures();
        write_not_observed();
        write_fine();
        return std::move(layout_).take();
    }

private:
    std::string in(const Sentence& sentence) const {
        return language_ == Language::french ? french_spacing(sentence.french) : sentence.english;
    }

    void write_head() {
        layout_.paragraph("",
                          in(say("Primum, audit du {}", "Primum, audit of {}",
                                 time_word(report_.finished_at, language_))),
                          Tone::bold);
        for (const auto& consent : report_.consents) {
            layout_.paragraph("",
                              in(say("Réseau {} examiné avec l'accord de {}, donné le {}.",
                                     "Network {} looked at with the consent of {}, given on {}.",
                                     consent.network, consent.by, consent_day(consent))));
        }
        if (report_.stopped) {
            layout_.paragraph("",
                              in({"Audit arrêté à votre demande : voici ce qui a été vu.",
                                  "Audit stopped at your request: here is what was seen."}),
                              Tone::yellow);
        }
    }

    std::string consent_day(const Consent& consent) const {
        const auto time = parse_time(consent.at);
        return time ? day_word(*time, language_) : consent.at;
    }

    void write_exposed() {
        const auto& exposed = report_.exposed;
        layout_.blank();
        if (exposed.doors.empty()) return write_nobody_exposed();
        layout_.paragraph("  ",
                          in(say("{} : quelqu'un qui ne le devrait pas peut lire leurs "
                                 "données en ce moment ({}).",
                                 "{}: someone who should not can read their data right now "
                                 "({}).",
                                 patients(exposed.patients), records(exposed.records))),
                          Tone::red);
        for (const auto& machine : machines()) write_machine(machine);
        layout_.paragraph("  ", in(report_.how_exposed), Tone::faint);
    }

    // A machine that holds records, and the doors that lead to them.
    struct Machine {
        std::string name;
        std::int64_t patients = 0;
        std::int64_t records = 0;
        std::vector<std::string> doors;
    };

    // The machine with most patients first.
    std::vector<Machine> machines() const {
        std::map<std::string, Machine> found;
        for (const auto& door : report_.exposed.doors) {
            auto& machine = found[door.machine];
            machine.patients = std::max(machine.patients, door.patients);
            machine.records = std::max(machine.records, door.records);
            if (std::ranges::find(machine.doors, door.subject) == machine.doors.end()) {
                machine.doors.push_back(door.subject);
            }
            if (machine.name.empty()) machine.name = name_of_device(door.subject);
        }
        std::vector<Machine> sorted;
        for (auto& [key, machine] : found) sorted.push_back(std::move(machine));
        std::ranges::stable_sort(sorted, std::greater{}, &Machine::patients);
        return sorted;
    }

    void write_machine(const Machine& machine) {
        std::string doors;
        for (const auto& door : machine.doors) doors += (doors.empty() ? "" : ", ") + door;
        layout_.paragraph(
            "    • ", in(say("{}{}, {}, par {}", "{}{}, {}, by {}",
                             machine.name.empty()
                                 ? ""
                                 : machine.name + (language_ == Language::french ? " : " : ": "),
                             patients(machine.patients), records(machine.records), doors)));
    }

    void write_nobody_exposed() {
        if (report_.exposed.not_seen.empty()) {
            layout_.paragraph("  ",
                              in({"0 patient exposé : aucune porte ouverte sur un dossier n'a "
                                  "été trouvée.",
                                  "0 patients exposed: no open door to a record was found."}),
                              Tone::green);
            return;
        }
        layout_.paragraph("  ",
                          in({"0 patient exposé là où Primum a pu regarder. Tout n'a pas été "
                              "regardé : voyez plus bas.",
                              "0 patients exposed where Primum could look. Not everything was "
                              "looked at: see below."}),
                          Tone::bold);
    }

    std::string patients(std::int64_t count) const {
        return count_word(count, {"patient", "patient"}, {"patients", "patients"}, language_);
    }
    std::string records(std::int64_t count) const {
        return count_word(count, {"examen ou document", "study or document"},
                          {"examens ou documents", "studies or documents"}, language_);
    }

    // The name of the device whose address stands in `subject`; empty when it has none.
    std::string name_of_device(const std::string& subject) const {
        for (const auto& [address, name] : report_.device_names) {
            if (names(subject, address)) return name;
        }
        return {};
    }

    // "192.168.77.30:4242 (ECHO-1)"
    std::string with_name(const std::string& subject) const {
        const auto name = name_of_device(subject);
        return name.empty() ? subject : fmt::format("{} ({})", subject, name);
    }

    void write_failures() {
        for (const auto severity :
             {Severity::critical, Severity::high, Severity::medium, Severity::low}) {
            for (const auto& finding : report_.findings) {
                if (finding.status == Status::fail && finding.severity == severity) {
                    write_failure(finding);
                }
            }
        }
    }

    void write_failure(const Finding& finding) {
        const auto& control = *finding.control;
        layout_.blank();
        layout_.paragraph(severity_word(finding.severity, language_) + "  ", in(control.title),
                          tone_of(finding.severity));
        const auto shown = std::min(finding.subjects.size(), subjects_shown_max);
        for (std::size_t i = 0; i < shown; ++i) write_subject(finding, finding.subjects[i]);
        if (finding.subjects.size() > shown) {
            layout_.paragraph("    ", in(say("… et {} de plus", "… and {} more",
                                             finding.subjects.size() - shown)));
        }
        if (!control.fix.empty()) {
            layout_.paragraph(in({"  À faire d'abord : ", "  To do first: "}),
                              in(control.fix.front()), Tone::bold);
        }
        write_age(finding);
        layout_.paragraph(
            "  ",
            in(say("Pourquoi, la suite et les textes : primum controls show {}",
                   "Why, the next steps and the law: primum controls show {}", control.id)),
            Tone::faint);
    }

    // What this audit did not look at is shown as last seen, with its age.
    void write_age(const Finding& finding) {
        if (!finding.observed_at || *finding.observed_at >= report_.started_at) return;
        layout_.paragraph("  ", in(say("Vu le {} : cet audit ne l'a pas regardé à nouveau.",
                                       "Seen on {}: this audit did not look at it again.",
                                       time_word(*finding.observed_at, language_))));
    }

    void write_subject(const Finding& finding, const controls::Subject& subject) {
        const auto answer = report_.answers.find(subject.name);
        if (answer != report_.answers.end()) {
            layout_.paragraph("    • ", in(answer->second));
            return;
        }
        std::string details;
        for (std::size_t i = 0; i < finding.columns.size(); ++i) {
            const auto detail = detail_word(finding.columns[i], subject.details[i], language_);
            if (detail.empty()) continue;
            details += (details.empty() ? "  —  " : ", ") + in({detail, detail});
        }
        layout_.paragraph("    • ", with_name(subject.name) + details);
    }

    void write_not_observed() {
        write_troubled_observations();
        std::vector<const Finding*> unseen;
        std::size_t about_network = 0;
        std::size_t about_questions = 0;
        for (const auto& finding : report_.findings) {
            if (finding.status != Status::not_observed) continue;
            if (!network_was_looked_at() && leans_on_network(*finding.control)) {
                ++about_network;
            } else if (leans_on_questions(*finding.control)) {
                ++about_questions;
            } else {
                unseen.push_back(&finding);
            }
        }
        if (about_network > 0) write_network_not_looked_at(about_network);
        if (about_questions > 0) write_questions_to_answer(about_questions);
        if (unseen.empty()) return;
        layout_.heading(in({"Pas observé : Primum ne peut donc rien en dire",
                            "Not observed: so Primum can say nothing of it"}));
        for (const auto* finding : unseen) {
            layout_.paragraph("  • ", in(finding->control->title), Tone::plain);
            if (finding->reasons.empty()) continue;
            layout_.paragraph("      ", in(finding->reasons.front()), Tone::faint);
        }
    }

    bool network_was_looked_at() const {
        return std::ranges::any_of(report_.observations, [](const auto& observation) {
            return leans_on_lan(observation.probe);
        });
    }
    static bool leans_on_network(const controls::Control& control) {
        return std::ranges::any_of(control.probes, leans_on_lan);
    }
    // Captures of the air are looked at by themselves.
    static bool leans_on_lan(const std::string& probe) {
        return probe.starts_with("network.") && probe != "network.wifi";
    }

    static bool leans_on_questions(const controls::Control& control) {
        return std::ranges::all_of(
                   control.probes,
                   [](const std::string& probe) { return probe.starts_with("questions."); }) &&
               !control.probes.empty();
    }

    void write_questions_to_answer(std::size_t controls) {
        layout_.heading(in({"Ce que vous seul savez", "What only you know"}));
        layout_.paragraph(
            "  ",
            in(say("{} attendent une réponse de votre part : serrures, contrats, départs, "
                   "copie hors du cabinet, formation… Un quart d'heure suffit : primum answer",
                   "{} wait for an answer of yours: locks, contracts, departures, copy "
                   "outside the practice, training… A quarter of an hour: primum answer",
                   count_word(static_cast<std::int64_t>(controls), {"contrôle", "control"},
                              {"contrôles", "controls"}, language_))));
    }

    // One reason for many controls is said once.
    void write_network_not_looked_at(std::size_t controls) {
        layout_.heading(in({"Le réseau du cabinet n'a pas été regardé",
                            "The practice's network was not looked at"}));
        layout_.paragraph(
            "  ", in(say("{} en dépendent : imagerie, box, dossiers partagés, bases de données, "
                         "prise en main à distance. Si ce réseau est le vôtre, lancez : primum "
                         "audit --lan auto",
                         "{} depend on it: imaging, Internet box, shared folders, databases, "
                         "remote control. If this network is yours, run: primum audit --lan auto",
                         count_word(static_cast<std::int64_t>(controls), {"contrôle", "control"},
                                    {"contrôles", "controls"}, language_))));
    }

    void write_troubled_observations() {
        bool headed = false;
        for (const auto& observation : report_.observations) {
            if (observation.status == facts::Status::complete) continue;
            if (!headed) {
                layout_.heading(in({"Ce que Primum n'a pas pu voir, et pourquoi",
                                    "What Primum could not see, and why"}));
            }
            headed = true;
            const auto shown = std::min(observation.reasons.size(), reasons_shown_max);
            for (std::size_t i = 0; i < shown; ++i) {
                layout_.paragraph("  • ", in(observation.reasons[i]));
            }
            if (observation.reasons.size() > shown) {
                layout_.paragraph("    ",
                                  in(say("… et {} de plus ({})", "… and {} more ({})",
                                         observation.reasons.size() - shown, observation.probe)));
            }
        }
    }

    void write_fine() {
        const auto count = [&](Status status) {
            return std::ranges::count(report_.findings, status, &Finding::status);
        };
        layout_.blank();
        layout_.paragraph(
            "",
            in(say("{} en ordre, {} sans objet ici.", "{} in order, {} not applicable here.",
                   count_word(count(Status::pass), {"contrôle", "control"},
                              {"contrôles", "controls"}, language_),
                   count(Status::not_applicable))),
            Tone::green);
    }

    const Report& report_;
    const Language language_;
    Layout layout_;
};

}  // namespace

std::string as_text(const Report& report, Language language, Style style) {
    return TextReport(report, language, style).write();
}

}  // namespace primum::report
