// Training: modules of five minutes, and who has done which.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "compliance/day.h"
#include "web/pages/inputs.h"
#include "web/pages/obligations.h"
#include "web/pages/pages.h"
#include "web/shelf.h"

namespace primum::web {
namespace {

using compliance::TrainingModule;

const TrainingModule* find_module(const Visit& visit, std::string_view id) {
    const auto& modules = visit.house.shelf().training;
    const auto found = std::ranges::find(modules, id, &TrainingModule::id);
    return found == modules.end() ? nullptr : &*found;
}

// The last day on which this person did each module.
std::map<std::string, std::string, std::less<>> done_by(const compliance::Ledger& ledger,
                                                        std::string_view person) {
    std::map<std::string, std::string, std::less<>> done;
    for (const auto& record : ledger.records(RecordKind::training)) {
        if (record.value("person") != person) continue;
        auto& day = done[std::string(record.value("module"))];
        day = std::max(day, std::string(record.value("done_on")));
    }
    return done;
}

void write_module_item(Sheet& sheet, const TrainingModule& module, std::string_view done_on) {
    const auto day = compliance::parse_day(done_on);
    const bool counts =
        day && compliance::local_day_of(now()) - *day <= compliance::training_age_max;
    const auto item = sheet.out.open("li", {{"class", counts ? "good" : ""}});
    const auto row = sheet.out.open("div", {{"class", "row"}});
    {
        const auto heading = sheet.out.open("h3");
        sheet.link("/training/module?id=" + percent_encoded(module.id), sheet.in(module.title));
    }
    if (!day) {
        sheet.tag("", {"à suivre", "to do"});
        return;
    }
    sheet.tag(counts ? "good" : "soon",
              say("suivi le {}", "done on {}", short_day(*day, sheet.language())));
}

void write_attendance(Sheet& sheet, const compliance::Ledger& ledger) {
    std::map<std::string, std::size_t> people;
    for (const auto& record : ledger.records(RecordKind::training)) {
        ++people[std::string(record.value("person"))];
    }
    if (people.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Attestations", "Certificates"});
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto& [person, count] : people) {
        const auto item = sheet.out.open("li");
        {
            const auto heading = sheet.out.open("h3");
            sheet.out.element("bdi", person);
        }
        sheet.out.element("p", {{"class", "small soft"}},
                          sheet.in(say("{} modules suivis", "{} modules done", count)));
        write_document_links(sheet, "/training/certificate?person=" + percent_encoded(person));
    }
}

std::string name_of_question(std::size_t number) { return "q" + std::to_string(number); }

// Each question with its answer, after the module was handed in.
void write_result(Sheet& sheet, const TrainingModule& module, const Fields& given) {
    for (std::size_t i = 0; i < module.questions.size(); ++i) {
        const auto& question = module.questions[i];
        const auto chosen = parse_number(given.value(name_of_question(i)));
        const bool is_right =
            chosen && *chosen < question.options.size() && question.options[*chosen].right;
        const auto item = sheet.out.open("li", {{"class", is_right ? "good" : "high"}});
        {
            const auto row = sheet.out.open("div", {{"class", "row"}});
            sheet.heading("h3", question.ask);
            is_right ? sheet.tag("good", {"juste", "right"})
                     : sheet.tag("soon", {"à retenir", "to remember"});
        }
        sheet.out.element("p", sheet.in(question.because));
    }
}

std::size_t right_answers(const TrainingModule& module, const Fields& given) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < module.questions.size(); ++i) {
        const auto& options = module.questions[i].options;
        const auto chosen = parse_number(given.value(name_of_question(i)));
        if (chosen && *chosen < options.size() && options[*chosen].right) ++right;
    }
    return right;
}

bool all_answered(const TrainingModule& module, const Fields& given) {
    for (std::size_t i = 0; i < module.questions.size(); ++i) {
        if (!given.has(name_of_question(i))) return false;
    }
    return true;
}

void write_questions(Sheet& sheet, const TrainingModule& module, const Typed& typed) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Quelques questions", "A few questions"});
    write_refusal(sheet, typed);
    const auto form = sheet.form("/training/module", "card");
    sheet.hidden("id", module.id);
    for (std::size_t i = 0; i < module.questions.size(); ++i) {
        std::vector<Choice> choices;
        for (std::size_t option = 0; option < module.questions[i].options.size(); ++option) {
            choices.push_back({std::to_string(option), module.questions[i].options[option].text});
        }
        write_choices(sheet, {.name = name_of_question(i), .label = module.questions[i].ask},
                      choices, typed);
    }
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"J'ai terminé", "I am done"});
}

Answer write_module(Visit& visit, const TrainingModule& module, const Typed& typed) {
    Sheet sheet(visit, module.title, "/training");
    sheet.crumb("/training", {"Tous les modules", "All modules"});
    sheet.title();
    {
        const auto card = sheet.out.open("div", {{"class", "card hero reading"}});
        for (const auto& part : module.parts) sheet.out.element("p", sheet.in(part));
    }
    write_questions(sheet, module, typed);
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

}  // namespace

Answer training_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    Sheet sheet(visit, {"Formation", "Training"}, "/training");
    sheet.title();
    sheet.lead(
        {"Dix modules de cinq minutes. Chacun les suit une fois par an, à son rythme ; "
         "l'attestation garde la preuve.",
         "Ten modules of five minutes. Everyone does them once a year, at their own pace; the "
         "certificate keeps the proof."});
    {
        const auto done = done_by(**ledger, visit.name());
        const auto section = sheet.out.open("section");
        sheet.heading("h2", {"Vos modules", "Your modules"});
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        for (const auto& module : visit.house.shelf().training) {
            const auto found = done.find(module.id);
            write_module_item(sheet, module, found == done.end() ? "" : found->second);
        }
    }
    write_attendance(sheet, **ledger);
    return std::move(sheet).finish();
}

Answer training_module_page(Visit& visit) {
    const auto* module = find_module(visit, visit.request.query.value("id"));
    if (module == nullptr) {
        return refused(visit, 404, {"Ce module n'existe pas.", "There is no such module."});
    }
    return write_module(visit, *module, {visit.request.form, {}});
}

Answer finish_training_module(Visit& visit) {
    const auto& form = visit.request.form;
    const auto* module = find_module(visit, form.value("id"));
    if (module == nullptr) {
        return refused(visit, 404, {"Ce module n'existe pas.", "There is no such module."});
    }
    if (!all_answered(*module, form)) {
        return write_module(
            visit, *module,
            {form, Refusal{"", {"Répondez à chaque question.", "Answer each question."}}});
    }
    const auto right = right_answers(*module, form);
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto kept = (*ledger)->add(
        RecordKind::training,
        compliance::training_done(visit.name(), *module, compliance::local_day_of(now()), right),
        compliance::author_of(*visit.session->who));
    if (!kept) return failed(visit, kept.error());
    const auto told = visit.house.practice.tell(**ledger);
    if (!told) return kept_but(visit, told.error());
    Sheet sheet(visit, module->title, "/training");
    sheet.crumb("/training", {"Tous les modules", "All modules"});
    sheet.title();
    sheet.notice("good", say("C'est noté : {} sur {}.", "Noted: {} out of {}.", right,
                             module->questions.size()));
    {
        const auto section = sheet.out.open("section");
        sheet.heading("h2", {"Les réponses", "The answers"});
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        write_result(sheet, *module, form);
    }
    return std::move(sheet).finish();
}

}  // namespace primum::web
