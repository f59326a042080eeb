#include "report/acceptance.h"

#include <algorithm>

namespace primum::report {
namespace {

bool covers(const Acceptance& acceptance, const controls::Subject& subject) {
    if (!acceptance.subject) return true;
    const std::string& accepted = *acceptance.subject;
    if (!subject.name.starts_with(accepted)) return false;
    const auto rest = std::string_view(subject.name).substr(accepted.size());
    // Only a path has parts below it: "smb://nas/scans" is another share than "smb://nas".
    return rest.empty() || (accepted.starts_with('/') && rest.starts_with('/'));
}

Failure failure_of(const controls::Finding& finding, const std::vector<Acceptance>& acceptances) {
    std::vector<const Acceptance*> concerned;
    for (const auto& acceptance : acceptances) {
        if (acceptance.control == finding.control->id) concerned.push_back(&acceptance);
    }
    Failure failure{.finding = &finding};
    for (const auto& subject : finding.subjects) {
        const auto found = std::ranges::find_if(
            concerned, [&](const Acceptance* acceptance) { return covers(*acceptance, subject); });
        if (found == concerned.end()) {
            failure.severity = std::max(failure.severity, subject.severity);
            failure.open.push_back(&subject);
        } else {
            failure.accepted.push_back({&subject, *found});
        }
    }
    return failure;
}

bool comes_first(const Failure& left, const Failure& right) {
    if (left.open.empty() != right.open.empty()) return right.open.empty();
    return left.severity > right.severity;
}

}  // namespace

std::vector<Failure> failures(const std::vector<controls::Finding>& findings,
                              const std::vector<Acceptance>& acceptances) {
    std::vector<Failure> found;
    for (const auto& finding : findings) {
        if (finding.status != controls::Status::fail) continue;
        found.push_back(failure_of(finding, acceptances));
    }
    std::ranges::stable_sort(found, comes_first);
    return found;
}

}  // namespace primum::report
