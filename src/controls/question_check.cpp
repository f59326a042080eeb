#include "controls/question_check.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "facts/tables.h"

namespace primum::controls {
namespace {

constexpr std::string_view probe_prefix = "questions.";

const std::string& text_of(const facts::Value& value) {
    static const std::string none;
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : none;
}

class QuestionChecker {
public:
    QuestionChecker(const Catalogue& catalogue, std::vector<Problem>& problems)
        : catalogue_(catalogue), problems_(problems) {}

    void check() {
        for (const auto& control : catalogue_.controls) check(control);
        for (const auto& framework : catalogue_.frameworks) check(framework);
        for (const auto& group : catalogue_.questions) check(group);
    }

private:
    void wrong(const std::filesystem::path& file, int line, Sentence what) {
        problems_.push_back({file, line, std::move(what)});
    }

    void check_file_name(const std::string& id, const std::filesystem::path& file) {
        if (file.stem() == id) return;
        wrong(file, 0,
              say("le fichier doit s'appeler {}.yaml", "the file must be named {}.yaml", id));
    }

    // The question of that name, which something leans on from now.
    const Question* use(const std::string& id, const std::filesystem::path& file, int line) {
        used_.insert(id);
        const auto* question = catalogue_.find_question(id);
        if (question == nullptr) {
            wrong(file, line, say("question inconnue : {}", "unknown question: {}", printable(id)));
        }
        return question;
    }

    void check_value(const std::string& id, const std::string& value,
                     const std::filesystem::path& file, int line) {
        const auto* question = use(id, file, line);
        if (question == nullptr || question->options.empty() || value == unknown_answer) return;
        if (question->find_option(value) != nullptr) return;
        wrong(file, line,
              say("la question {} n'a pas la réponse {}", "question {} has no answer {}", id,
                  printable(value)));
    }

    void check(const Control& control) {
        for (const auto& probe : control.probes) {
            if (probe.starts_with(probe_prefix)) {
                use(probe.substr(probe_prefix.size()), control.file, 0);
            }
        }
        for (const auto& tried : control.cases) {
            for (const auto& fact : tried.facts) {
                if (fact.table != &facts::table_of<facts::Answer>()) continue;
                check_value(text_of(fact.values[0]), text_of(fact.values[1]), control.file,
                            tried.line);
            }
        }
    }

    void check(const Framework& framework) {
        check_file_name(framework.id, framework.file);
        for (const auto& item : framework.items) {
            for (const auto& id : item.questions) use(id, framework.file, item.line);
            for (const auto& id : item.controls) {
                if (catalogue_.find_control(id) != nullptr) continue;
                wrong(framework.file, item.line,
                      say("contrôle inconnu : {}", "unknown control: {}", printable(id)));
            }
            for (const auto& name : item.tables) {
                if (facts::find_table(name) != nullptr) continue;
                wrong(framework.file, item.line,
                      say("table inconnue : {}", "unknown table: {}", printable(name)));
            }
        }
    }

    void check(const QuestionGroup& group) {
        check_file_name(group.id, group.file);
        for (const auto& question : group.questions) check(question, group);
    }

    void check(const Question& question, const QuestionGroup& group) {
        if (!asked_.insert(question.id).second) {
            wrong(
                group.file, question.line,
                say("la question {} est déjà posée", "question {} is asked already", question.id));
        }
        if (question.after) {
            for (const auto& value : question.after->values) {
                check_value(question.after->question, value, group.file, question.line);
            }
        }
        if (used_.contains(question.id)) return;
        wrong(group.file, question.line,
              say("aucun contrôle ne se sert de la question {}",
                  "no control makes use of question {}", question.id));
    }

    const Catalogue& catalogue_;
    std::vector<Problem>& problems_;
    std::set<std::string> used_;
    std::set<std::string> asked_;
};

}  // namespace

void check_questions(const Catalogue& catalogue, std::vector<Problem>& problems) {
    QuestionChecker(catalogue, problems).check();
}

}  // namespace primum::controls
