#include "cli/interview.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <set>

#include "base/text.h"
#include "cli/answers.h"
#include "controls/run.h"

namespace primum::cli {
namespace {

using controls::Question;
using Answers = std::map<std::string, facts::Answer>;
using Kind = QuestionState::Kind;

bool holds(const std::vector<const Question*>& questions, const Question& question) {
    return std::ranges::find(questions, &question) != questions.end();
}

// A condition on a question that nobody answered yet is not fulfilled.
bool is_concerned(const Question& question, const Answers& answers) {
    if (!question.after) return true;
    const auto found = answers.find(question.after->question);
    if (found == answers.end()) return false;
    const auto& values = question.after->values;
    return std::ranges::find(values, found->second.value) != values.end();
}

class Conversation {
public:
    Conversation(store::Store& store, store::RunId run, const Interviewee& person)
        : store_(store), run_(run), person_(person) {}

    // False when the person wants to stop.
    Result<bool> ask(const Question& question, Interviewed& outcome) {
        show(question);
        std::string typed;
        while (true) {
            person_.output << in({"Votre réponse : ", "Your answer: "}) << std::flush;
            if (!std::getline(person_.input, typed) || trim(typed) == "q") {
                outcome.left = true;
                return false;
            }
            if (TRY(take(question, typed, outcome))) return true;
        }
    }

    void show_group(const controls::QuestionGroup& group) {
        person_.output << "\n== " << in(group.title) << " ==\n";
    }

    void show_help() {
        person_.output << in(
            {"Entrée : passer cette question.   ? : je ne sais pas.   q : arrêter "
             "(ce qui est répondu est gardé).\n",
             "Enter: skip this question.   ?: I don't know.   q: stop (what is "
             "answered is kept).\n"});
    }

private:
    // False when what was typed is no answer, and the question stands.
    Result<bool> take(const Question& question, const std::string& typed, Interviewed& outcome) {
        if (trim(typed).empty()) {
            ++outcome.skipped;
            return true;
        }
        const auto value = meant_answer(question, typed, person_.language);
        if (!value) {
            person_.output << "  " << in(value.error().message) << "\n";
            return false;
        }
        TRY(keep(question, *value));
        ++outcome.answered;
        return true;
    }

    std::string in(const Sentence& sentence) const { return sentence.in(person_.language); }

    void show(const Question& question) {
        person_.output << "\n" << in(question.ask) << "\n    (" << in(question.why) << ")\n";
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            person_.output << "  " << i + 1 << ") " << in(question.options[i].text) << "\n";
        }
        person_.output << "  ?) " << in({"Je ne sais pas", "I don't know"}) << "\n";
    }

    Result<> keep(const Question& question, const std::string& value) {
        return keep_answer(store_, run_,
                           {.question = question.id,
                            .value = value,
                            .answered_at = format_time(now()),
                            .answered_by = person_.name});
    }

    store::Store& store_;
    store::RunId run_;
    const Interviewee& person_;
};

}  // namespace

Result<std::vector<QuestionState>> question_states(const controls::Catalogue& catalogue,
                                                   const store::Store& store, Time at) {
    const auto answers = TRY(kept_answers(store));
    const auto known = controls::known_questions(catalogue, store);
    std::vector<QuestionState> states;
    for (const auto& group : catalogue.questions) {
        for (const auto& question : group.questions) {
            QuestionState state{.group = &group, .question = &question};
            const auto found = answers.find(question.id);
            if (found != answers.end()) state.answer = found->second;
            if (state.answer && !is_too_old(*state.answer, at)) state.kind = Kind::answered;
            if (!is_concerned(question, answers)) state.kind = Kind::not_concerned;
            if (holds(known, question)) state.kind = Kind::known_by_facts;
            states.push_back(std::move(state));
        }
    }
    return states;
}

Result<Interviewed> interview(const controls::Catalogue& catalogue, store::Store& store,
                              store::RunId run, const Interviewee& person) {
    Conversation conversation(store, run, person);
    Interviewed outcome;
    std::set<const Question*> asked;
    const controls::QuestionGroup* group = nullptr;
    conversation.show_help();
    while (true) {
        // Looked up again each time: an answer decides whether others are asked.
        const auto states = TRY(question_states(catalogue, store, now()));
        const auto next = std::ranges::find_if(states, [&](const QuestionState& state) {
            return state.kind == Kind::to_ask && !asked.contains(state.question);
        });
        if (next == states.end()) return outcome;
        if (next->group != group) conversation.show_group(*next->group);
        group = next->group;
        asked.insert(next->question);
        if (!TRY(conversation.ask(*next->question, outcome))) return outcome;
    }
}

Result<Interviewed> ask_one(const Question& question, store::Store& store, store::RunId run,
                            const Interviewee& person) {
    Interviewed outcome;
    TRY(Conversation(store, run, person).ask(question, outcome));
    return outcome;
}

}  // namespace primum::cli
