#include "cli/framework_state.h"

#include <algorithm>

#include "controls/run.h"

namespace primum::cli {
namespace {

using controls::FrameworkItem;

class Counter {
public:
    Counter(const store::Store& store, const std::vector<controls::Finding>& findings,
            const std::vector<QuestionState>& questions)
        : store_(store), findings_(findings), questions_(questions) {}

    Result<FrameworkState> count(const controls::Framework& framework) const {
        FrameworkState state{.framework = &framework};
        for (const auto& item : framework.items) {
            if (item.given || is_judged(item) || TRY(is_seen(item))) {
                ++state.by_facts;
            } else if (is_answered(item)) {
                ++state.by_answers;
            } else {
                ++state.open;
            }
        }
        return state;
    }

private:
    bool is_judged(const FrameworkItem& item) const {
        return std::ranges::any_of(findings_, [&](const controls::Finding& finding) {
            const auto& ids = item.controls;
            return finding.status != controls::Status::not_observed &&
                   std::ranges::find(ids, finding.control->id) != ids.end();
        });
    }

    Result<bool> is_seen(const FrameworkItem& item) const {
        for (const auto& table : item.tables) {
            const auto rows = TRY(store_.query("SELECT count(*) FROM " + table));
            if (rows.rows.at(0).at(0) != facts::Value{std::int64_t{0}}) return true;
        }
        return false;
    }

    bool is_answered(const FrameworkItem& item) const {
        return !item.questions.empty() &&
               std::ranges::all_of(item.questions, [&](const std::string& id) {
                   const auto found = std::ranges::find_if(
                       questions_,
                       [&](const QuestionState& state) { return state.question->id == id; });
                   return found != questions_.end() && found->kind != QuestionState::Kind::to_ask &&
                          found->kind != QuestionState::Kind::not_concerned;
               });
    }

    const store::Store& store_;
    const std::vector<controls::Finding>& findings_;
    const std::vector<QuestionState>& questions_;
};

}  // namespace

Result<std::vector<FrameworkState>> framework_states(const controls::Catalogue& catalogue,
                                                     const store::Store& store,
                                                     const std::vector<QuestionState>& questions) {
    const auto findings = TRY(controls::run(catalogue, store));
    const Counter counter(store, findings, questions);
    std::vector<FrameworkState> states;
    for (const auto& framework : catalogue.frameworks) {
        states.push_back(TRY(counter.count(framework)));
    }
    return states;
}

}  // namespace primum::cli
