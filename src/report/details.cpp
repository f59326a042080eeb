#include "report/details.h"

#include <algorithm>

#include "report/words.h"

namespace primum::report {

std::string details_of(const controls::Finding& finding, const controls::Subject& subject,
                       Language language) {
    std::string details;
    for (std::size_t i = 0; i < finding.columns.size(); ++i) {
        const auto detail = detail_word(finding.columns[i], subject.details[i], language);
        if (detail.empty()) continue;
        details += (details.empty() ? "" : ", ") + detail;
    }
    return details;
}

std::string joined(const std::vector<Sentence>& sentences, Language language) {
    std::string all;
    for (const auto& sentence : sentences) all += (all.empty() ? "" : "; ") + sentence.in(language);
    return all;
}

std::string numbered(const std::vector<Sentence>& steps, Language language) {
    std::string all;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        all += fmt::format("{}{}. {}", i == 0 ? "" : "\n", i + 1, steps[i].in(language));
    }
    return all;
}

std::string family_of(const controls::Control& control) {
    return control.file.parent_path().filename().string();
}

std::optional<std::int64_t> patients_of(const controls::Finding& finding,
                                        const controls::Subject& subject) {
    const auto column = std::ranges::find(finding.columns, "patients");
    if (column == finding.columns.end()) return std::nullopt;
    const auto place = static_cast<std::size_t>(column - finding.columns.begin());
    const auto* count = std::get_if<std::int64_t>(&subject.details[place]);
    return count == nullptr ? std::nullopt : std::optional(*count);
}

}  // namespace primum::report
