#include "controls/coverage.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace primum::controls {
namespace {

struct Family {
    std::string_view name;  // A probe's name, or the first word of several.
    Sentence command;       // What would look.
};

const std::array<Family, 6>& families() {
    static const std::array<Family, 6> all{
        Family{"network.wifi",
               {"primum audit --wifi-capture FICHIER", "primum audit --wifi-capture FILE"}},
        Family{"questions", {"primum answer", "primum answer"}},
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

class Collector {
public:
    Collector(const Needs& needs, const std::vector<store::Observed>& observations)
        : needs_(needs), observations_(observations) {}

    Coverage collect() {
        std::vector<std::string> missing;
        for (const auto& probe : needs_.probes) {
            const auto looked = take([&](const auto& observed) { return observed.probe == probe; });
            if (looked == 0) missing.push_back(probe);
        }
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

    void collect_tables() {
        std::vector<std::string> missing;
        for (const auto& table : needs_.tables) {
            const auto fed_by_named = take([&](const auto& observed) {
                return holds(observed.tables, table) && holds(needs_.probes, observed.probe);
            });
            if (fed_by_named > 0) continue;
            const auto fed =
                take([&](const auto& observed) { return holds(observed.tables, table); });
            if (fed == 0) missing.push_back(table);
        }
        if (!missing.empty()) coverage_.not_seen.push_back(not_looked_at(missing, needs_.family));
    }

    void add(const store::Observed& observed) {
        if (!coverage_.oldest || observed.finished_at < *coverage_.oldest) {
            coverage_.oldest = observed.finished_at;
        }
        if (observed.status != facts::Status::complete) {
            coverage_.not_seen.push_back(reason_of(observed));
        }
    }

    const Needs& needs_;
    const std::vector<store::Observed>& observations_;
    std::set<const store::Observed*> taken_;  // By place, that is by probe and scope.
    Coverage coverage_;
};

}  // namespace

Coverage coverage_of(const Needs& needs, const std::vector<store::Observed>& observations) {
    return Collector(needs, observations).collect();
}

}  // namespace primum::controls
