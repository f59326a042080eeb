#include "report/comparison.h"

#include <algorithm>
#include <functional>
#include <map>

#include "report/details.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;
using controls::Subject;

using Subjects = std::map<std::string_view, const Subject*>;

Subjects subjects_of(const Finding* finding) {
    Subjects found;
    if (finding == nullptr || finding->status != Status::fail) return found;
    for (const auto& subject : finding->subjects) found.emplace(subject.name, &subject);
    return found;
}

const Finding* find(const std::vector<Finding>& findings, const std::string& control) {
    const auto found = std::ranges::find_if(
        findings, [&](const Finding& finding) { return finding.control->id == control; });
    return found == findings.end() ? nullptr : &*found;
}

// What is not among the findings any more is mended only where somebody looked everywhere.
bool looked_everywhere(const Finding& finding) {
    return finding.status != Status::not_observed && finding.reasons.empty() && !finding.cut;
}

void compare_one(const Finding* then, const Finding& now, Comparison& comparison) {
    const auto before = subjects_of(then);
    const auto after = subjects_of(&now);
    for (const auto& [name, subject] : after) {
        const Change change{now.control, subject->name, subject->severity};
        const auto earlier = before.find(name);
        if (earlier == before.end()) {
            comparison.added.push_back(change);
        } else if (subject->severity > earlier->second->severity ||
                   patients_of(now, *subject).value_or(0) >
                       patients_of(*then, *earlier->second).value_or(0)) {
            comparison.worse.push_back(change);
        } else {
            ++comparison.unchanged;
        }
    }
    auto& gone = looked_everywhere(now) ? comparison.mended : comparison.unseen;
    for (const auto& [name, subject] : before) {
        if (after.contains(name)) continue;
        gone.push_back({now.control, subject->name, subject->severity});
    }
}

}  // namespace

void compare(const std::vector<Finding>& then, const std::vector<Finding>& now,
             Comparison& comparison) {
    for (const auto& finding : now) {
        compare_one(find(then, finding.control->id), finding, comparison);
    }
    for (auto* list :
         {&comparison.added, &comparison.worse, &comparison.mended, &comparison.unseen}) {
        std::ranges::stable_sort(*list, std::greater{}, &Change::severity);
    }
}

}  // namespace primum::report
