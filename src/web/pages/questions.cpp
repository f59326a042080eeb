// What only a person knows: each question with its reasons and choices, one form each.
#include <algorithm>

#include "base/text.h"
#include "report/words.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

std::vector<Choice> choices_of(const controls::Question& question) {
    std::vector<Choice> choices;
    choices.reserve(question.options.size() + 1);
    for (const auto& option : question.options) choices.push_back({option.id, option.text});
    choices.push_back({std::string(controls::unknown_answer), {"Je ne sais pas", "I don't know"}});
    return choices;
}

// Each form has the same fields, so each gets ids of its own.
void write_question(Sheet& sheet, const AskedQuestion& asked, const Typed& typed) {
    const auto& question = *asked.question;
    const auto item = sheet.out.open(
        "li", {{"id", "q-" + question.id}, {"class", asked.is_due ? "high" : "good"}});
    const auto form = sheet.form("/questions");
    sheet.hidden("question", question.id);
    const bool is_this = typed.fields.value("question") == question.id;
    const Fields nothing;
    const Typed shown{is_this ? typed.fields : nothing,
                      is_this ? typed.refusal : std::optional<Refusal>()};
    if (question.options.empty()) {
        write_input(sheet,
                    {.name = "value-" + question.id,
                     .label = question.ask,
                     .help = question.why,
                     .value = asked.value},
                    shown);
    } else {
        write_choices(sheet,
                      {.name = "value-" + question.id,
                       .label = question.ask,
                       .help = question.why,
                       .value = asked.value},
                      choices_of(question), shown);
    }
    if (asked.answer) {
        const auto at = parse_time(asked.answer->at);
        sheet.out.element(
            "p", {{"class", "small soft"}},
            sheet.in(say("Répondu par {} le {}.", "Answered by {} on {}.", asked.answer->by,
                         at ? report::long_day(*at, sheet.language()) : asked.answer->at)));
    }
    if (!sheet.visit().may_answer()) return;
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Garder la réponse", "Keep the answer"}, "quiet");
}

void write_group(Sheet& sheet, const std::vector<const AskedQuestion*>& questions,
                 const Typed& typed) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", questions.front()->group->title);
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto* asked : questions) write_question(sheet, *asked, typed);
}

Answer write_questions(Visit& visit, const Typed& typed) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Ce que vous seul savez", "What only you know"}, "/questions");
    sheet.title();
    sheet.lead(
        {"Un quart d'heure, une fois par an. « Je ne sais pas » est une réponse honnête : "
         "Primum dira alors que ce point n'a pas pu être vu.",
         "A quarter of an hour, once a year. \"I don't know\" is an honest answer: Primum "
         "will then say that this could not be seen."});
    sheet.what_was_done();
    write_refusal(sheet, typed);
    std::vector<const AskedQuestion*> group;
    for (const auto& asked : (*known)->questions) {
        if (!asked.is_needed) continue;
        if (!group.empty() && group.front()->group != asked.group) {
            write_group(sheet, group, typed);
            group.clear();
        }
        group.push_back(&asked);
    }
    if (!group.empty()) write_group(sheet, group, typed);
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

}  // namespace

Answer questions_page(Visit& visit) { return write_questions(visit, {visit.request.form, {}}); }

Answer answer_question(Visit& visit) {
    const auto& form = visit.request.form;
    const std::string question(form.value("question"));
    const std::string value(trim(form.value("value-" + question)));
    const auto outcome = visit.house.practice.answer(question, value, visit.name());
    if (!outcome) {
        return write_questions(visit,
                               {form, Refusal{"value-" + question, outcome.error().message}});
    }
    const auto kept = visit.house.deeds.add(visit.name(), "answered", question);
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/questions?done=answered#q-" + percent_encoded(question));
}

}  // namespace primum::web
