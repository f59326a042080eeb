#include "controls/coverage.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "controls/question.h"
#include "facts/tables.h"

namespace primum::controls {
namespace {

struct Family {
    std::string_view name;  // A probe's name, or the first word of several.
    Sentence command;       // What would look.
};

const std::array<Family, 5>& families() {
    static const std::array<Family, 5> all{
        Family{"network.wifi",
               {"sudo primum audit --only network, sur un ordinateur qui a le Wi-Fi",
                "sudo primum audit --only network, on a computer that has Wi-Fi"}},
        Family{"network", {"primum audit --lan RÉSEAU", "primum audit --lan NETWORK"}},
        Family{"host", {"primum audit --only host", "primum audit --only host"}},
        Family{"files", {"primum audit --path DOSSIER", "primum audit --path FOLDER"}},
        Family{"hosting", {"primum audit --domain NOM", "primum audit --domain NAME"}}};
    return all;
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

Sentence not_looked_at(const std::vector<std::string>& missing, std::string_view family) {
    const auto names = fmt::format("{}", fmt::join(missing, ", "));
    const auto known = std::ranges::find_if(families(), [&](const Family& each) {
        return each.name == family || each.name == missing.front();
    });
    if (known == families().end()) {
        return say("pas encore regardé : {}", "not looked at yet: {}", names);
    }
    return {fmt::format("pas encore regardé : {} (« {} » le fait)", names, known->command.french),
            fmt::format("not looked at yet: {} (\"{}\" does)", names, known->command.english)};
}

Sentence reason_of(const store::Observed& observed) {
    const auto where = say("{}, {}", "{}, {}", observed.probe, observed.scope);
    if (!observed.reason.french.empty()) return join(where, observed.reason);
    return join(where, {"sans raison connue", "no reason known"});
}

constexpr std::string_view question_prefix = "questions.";

bool is_question(std::string_view probe) { return probe.starts_with(question_prefix); }

Sentence not_answered_yet(const std::vector<std::string>& probes) {
    std::vector<std::string_view> questions;
    questions.reserve(probes.size());
    for (const auto& probe : probes) {
        questions.push_back(std::string_view(probe).substr(question_prefix.size()));
    }
    return say("personne n'a encore répondu (« primum answer » pose la question) : {}",
               "nobody has answered yet (\"primum answer\" asks): {}",
               fmt::format("{}", fmt::join(questions, ", ")));
}

class Collector {
public:
    Collector(const Needs& needs, const Seen& seen)
        : needs_(needs), seen_(seen), observations_(seen.observations) {}

    Coverage collect() {
        std::vector<std::string> missing;
        std::vector<std::string> unanswered;
        for (const auto& probe : needs_.probes) {
            const auto looked = take([&](const auto& observed) { return observed.probe == probe; });
            if (looked > 0 || holds(seen_.known, probe)) continue;
            (is_question(probe) ? unanswered : missing).push_back(probe);
        }
        if (!unanswered.empty()) coverage_.not_seen.push_back(not_answered_yet(unanswered));
        if (!missing.empty()) {
            const auto family = missing[0].substr(0, missing[0].find('.'));
            coverage_.not_seen.push_back(not_looked_at(missing, family));
        } else {
            collect_tables();
        }
        for (const auto* observed : taken_) add(*observed);
        return std::move(coverage_);
    }

private:
    template <class Condition>
    std::size_t take(Condition condition) {
        std::size_t count = 0;
        for (const auto& observed : observations_) {
            if (!condition(observed)) continue;
            taken_.insert(&observed);
            ++count;
        }
        return count;
    }

    // Answers are looked for by name: what the questions say covers their table.
    bool is_covered_by_questions(std::string_view table) const {
        return table == facts::table_of<facts::Answer>().name &&
               std::ranges::any_of(needs_.probes, is_question);
    }

    void collect_tables() {
        std::vector<std::string> missing;
        for (const auto& table : needs_.tables) {
            const auto fed_by_named = take([&](const auto& observed) {
                return holds(observed.tables, table) && holds(needs_.probes, observed.probe);
            });
            if (fed_by_named > 0) continue;
            const auto fed =
                take([&](const auto& observed) { return holds(observed.tables, table); });
            if (fed == 0 && !is_covered_by_questions(table)) missing.push_back(table);
        }
        if (!missing.empty()) coverage_.not_seen.push_back(not_looked_at(missing, needs_.family));
    }

    void add(const store::Observed& observed) {
        if (!coverage_.oldest || observed.finished_at < *coverage_.oldest) {
            coverage_.oldest = observed.finished_at;
        }
        if (is_question(observed.probe)) return add_answer(observed);
        if (observed.status != facts::Status::complete) {
            coverage_.not_seen.push_back(reason_of(observed));
        }
    }

    void add_answer(const store::Observed& observed) {
        if (holds(seen_.known, observed.probe)) return;
        if (observed.status != facts::Status::complete) {
            coverage_.not_seen.push_back(observed.reason);
        } else if (seen_.at - observed.finished_at > answer_age_max) {
            coverage_.not_seen.push_back(
                say("la réponse date du {} : répondez à nouveau (« primum answer {} »)",
                    "the answer is of {}: answer again (\"primum answer {}\")",
                    format_time(observed.finished_at).substr(0, 10),
                    observed.probe.substr(question_prefix.size())));
        }
    }

    const Needs& needs_;
    const Seen& seen_;
    const std::vector<store::Observed>& observations_;
    std::set<const store::Observed*> taken_;  // By place, that is by probe and scope.
    Coverage coverage_;
};

}  // namespace

Coverage coverage_of(const Needs& needs, const Seen& seen) {
    return Collector(needs, seen).collect();
}

}  // namespace primum::controls
