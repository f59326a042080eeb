#include <algorithm>
#include <functional>

#include "base/text.h"
#include "base/typography.h"
#include "report/details.h"
#include "report/layout.h"
#include "report/machines.h"
#include "report/report.h"
#include "report/unseen.h"
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

class TextReport {
public:
    TextReport(const Report& report, Language language, Style style)
        : report_(report),
          language_(language),
          failures_(failures(report.findings, report.acceptances)),
          layout_(style) {}

    std::string write() && {
        write_head();
        write_exposed();
        write_comparison();
        write_failures();
        write_accepted();
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
        layout_.paragraph("  ", who_is_exposed(exposed), Tone::red);
        for (const auto& machine : exposed_machines(report_)) write_machine(machine);
        layout_.paragraph("  ", in(report_.how_exposed), Tone::faint);
    }

    std::string who_is_exposed(const controls::Exposed& exposed) const {
        if (exposed.patients == 0) {
            const auto doors = std::ssize(exposed.doors);
            return fmt::format("{} {}", doors, in(uncounted_doors(doors, language_)));
        }
        return in(
            say("{} : quelqu'un qui ne le devrait pas peut lire leurs données en ce moment "
                "({}).",
                "{}: someone who should not can read their data right now ({}).",
                patients(exposed.patients), records(exposed.records)));
    }

    void write_machine(const ExposedMachine& machine) {
        std::string doors;
        for (const auto& door : machine.doors) doors += (doors.empty() ? "" : ", ") + door;
        layout_.paragraph(
            "    • ", in(say("{}{}{}, par {}", "{}{}{}, by {}",
                             machine.name.empty()
                                 ? ""
                                 : machine.name + (language_ == Language::french ? " : " : ": "),
                             machine.patients == 0 ? "" : patients(machine.patients) + ", ",
                             records(machine.records), doors)));
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

    void write_failures() {
        for (const auto& failure : failures_) {
            if (!failure.open.empty()) write_failure(failure);
        }
    }

    void write_failure(const Failure& failure) {
        const auto& control = *failure.finding->control;
        layout_.blank();
        layout_.paragraph(severity_word(failure.severity, language_) + "  ", in(control.title),
                          tone_of(failure.severity));
        const auto shown = std::min(failure.open.size(), subjects_shown_max);
        for (std::size_t i = 0; i < shown; ++i) write_subject(*failure.finding, *failure.open[i]);
        write_rest(failure.open.size() - shown);
        if (failure.finding->cut) {
            layout_.paragraph("    ", in(list_is_cut()));
        }
        if (!control.fix.empty()) {
            layout_.paragraph(in({"  À faire d'abord : ", "  To do first: "}),
                              in(control.fix.front()), Tone::bold);
        }
        write_age(*failure.finding);
        layout_.paragraph(
            "  ",
            in(say("Pourquoi, la suite et les textes : primum controls show {}",
                   "Why, the next steps and the law: primum controls show {}", control.id)),
            Tone::faint);
    }

    void write_rest(std::size_t count) {
        if (count == 0) return;
        layout_.paragraph("    ", in(say("… et {} de plus", "… and {} more", count)));
    }

    void write_accepted() {
        bool headed = false;
        for (const auto& failure : failures_) {
            if (failure.accepted.empty()) continue;
            if (!headed) {
                layout_.heading(in({"Accepté par la personne responsable : la porte reste ouverte",
                                    "Accepted by the person in charge: the door stays open"}));
            }
            headed = true;
            layout_.paragraph("  • ", in(failure.finding->control->title));
            const auto shown = std::min(failure.accepted.size(), subjects_shown_max);
            for (std::size_t i = 0; i < shown; ++i) write_accepted_subject(failure.accepted[i]);
            write_rest(failure.accepted.size() - shown);
        }
    }

    void write_accepted_subject(const AcceptedSubject& accepted) {
        const auto& acceptance = *accepted.acceptance;
        layout_.paragraph("      ",
                          in(say("{} : {} (jusqu'au {}, par {})", "{}: {} (until {}, by {})",
                                 with_name(report_, accepted.subject->name), acceptance.reason,
                                 acceptance.until, acceptance.by)),
                          Tone::faint);
    }

    void write_comparison() {
        if (!report_.comparison) return;
        const auto& comparison = *report_.comparison;
        layout_.heading(in(say(
            "Depuis l'audit n° {} du {} (patients exposés : {} alors, {} maintenant)",
            "Since audit no. {} of {} (exposed patients: {} then, {} now)", comparison.run,
            day_word(comparison.at, language_), comparison.patients, report_.exposed.patients)));
        write_changes({"Nouveau", "New"}, comparison.added, Tone::red);
        write_changes({"Aggravé", "Worse"}, comparison.worse, Tone::yellow);
        write_changes({"Corrigé", "Mended"}, comparison.mended, Tone::green);
        write_changes({"Pas revu", "Not seen again"}, comparison.unseen, Tone::faint);
        layout_.paragraph("  ", in(say("Inchangé : {}", "Unchanged: {}", comparison.unchanged)));
    }

    void write_changes(const Sentence& word, const std::vector<Change>& changes, Tone tone) {
        if (changes.empty()) return;
        layout_.paragraph("  ", in(say("{} : {}", "{}: {}", in(word), changes.size())), tone);
        const auto shown = std::min(changes.size(), subjects_shown_max);
        for (std::size_t i = 0; i < shown; ++i) {
            layout_.paragraph("    • ", in(changes[i].control->title) + "  —  " +
                                            with_name(report_, changes[i].subject));
        }
        write_rest(changes.size() - shown);
    }

    // What this audit did not look at is shown as last seen, with its age.
    void write_age(const Finding& finding) {
        if (!finding.observed_at || *finding.observed_at >= report_.started_at) return;
        layout_.paragraph("  ", in(say("Vu le {} : cet audit ne l'a pas regardé à nouveau.",
                                       "Seen on {}: this audit did not look at it again.",
                                       time_word(*finding.observed_at, language_))));
    }

    void write_subject(const Finding& finding, const controls::Subject& subject) {
        if (const auto* answer = answer_of(report_, subject.name)) {
            layout_.paragraph("    • ", in(in_words(*answer)));
            return;
        }
        auto details = details_of(finding, subject, language_);
        if (!details.empty()) details = "  —  " + in({details, details});
        layout_.paragraph("    • ", with_name(report_, subject.name) + details);
    }

    void write_not_observed() {
        write_troubled_observations();
        const auto unseen = unseen_of(report_, language_);
        if (unseen.about_network > 0) {
            layout_.heading(in({"Le réseau du cabinet", "The practice's network"}));
            layout_.paragraph("  ", in(network_not_looked_at(unseen.about_network)));
        }
        if (unseen.about_questions > 0) {
            layout_.heading(in({"Ce que vous seul savez", "What only you know"}));
            layout_.paragraph("  ", in(questions_to_answer(unseen.about_questions)));
        }
        if (unseen.others.empty()) return;
        layout_.heading(in({"Pas observé : Primum ne peut donc rien en dire",
                            "Not observed: so Primum can say nothing of it"}));
        for (const auto& [reason, findings] : unseen.others) {
            for (const auto* finding : findings) {
                layout_.paragraph("  • ", in(finding->control->title));
            }
            if (!reason.empty()) layout_.paragraph("      ", reason, Tone::faint);
        }
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
    const std::vector<Failure> failures_;
    Layout layout_;
};

}  // namespace

std::string as_text(const Report& report, Language language, Style style) {
    return TextReport(report, language, style).write();
}

}  // namespace primum::report
