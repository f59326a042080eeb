#include "report/folders.h"

#include <algorithm>
#include <array>
#include <map>

namespace primum::report {
namespace {

using controls::Finding;
using controls::Subject;

constexpr std::array counts{"patients", "identifiers", "records", "studies"};
constexpr std::array file_names{"path", "inside", "name", "file"};

bool is_one_of(const auto& names, const std::string& column) {
    return std::ranges::find(names, column) != names.end();
}

// Only the table of documents has rows that are files; a control that counts files has folders
// already.
bool speaks_of_files(const Finding& finding) {
    return is_one_of(finding.control->reads, "document") && !is_one_of(finding.columns, "files");
}

// "/home/a/letter.pdf" and "/home/a/letter.zip!inner/x.pdf" lie in "/home/a". Empty for a subject
// that is no path.
std::string folder_of(const std::string& name) {
    if (!name.starts_with('/')) return {};
    const auto outer = name.substr(0, name.find("!"));
    const auto slash = outer.find_last_of('/');
    return slash == 0 ? "/" : outer.substr(0, slash);
}

void merge(Subject& folder, const Subject& file, const Finding& finding) {
    folder.severity = std::max(folder.severity, file.severity);
    for (std::size_t i = 0; i < finding.columns.size(); ++i) {
        auto& kept = folder.details[i];
        const auto& other = file.details[i];
        if (is_one_of(counts, finding.columns[i])) {
            kept = std::max(kept, other);
        } else if (kept != other) {
            kept = std::monostate{};
        }
    }
}

void group(Finding& finding) {
    std::vector<Subject> grouped;
    std::vector<std::int64_t> files;
    std::map<std::string, std::size_t> places;
    for (auto& subject : finding.subjects) {
        auto folder = folder_of(subject.name);
        const bool is_file = !folder.empty();
        auto name = is_file ? std::move(folder) : subject.name;
        const auto [place, is_new] = places.emplace(name, grouped.size());
        if (is_new) {
            subject.name = std::move(name);
            grouped.push_back(std::move(subject));
            files.push_back(is_file ? 1 : 0);
        } else {
            merge(grouped[place->second], subject, finding);
            ++files[place->second];
        }
    }
    for (std::size_t i = 0; i < grouped.size(); ++i) {
        auto& details = grouped[i].details;
        for (std::size_t column = 0; column < finding.columns.size(); ++column) {
            if (is_one_of(file_names, finding.columns[column])) details[column] = std::monostate{};
        }
        details.emplace_back(files[i] > 0 ? facts::Value{files[i]} : facts::Value{});
    }
    finding.columns.emplace_back("files");
    finding.subjects = std::move(grouped);
    std::ranges::stable_sort(finding.subjects, std::ranges::greater{}, &Subject::severity);
}

}  // namespace

void group_by_folder(std::vector<Finding>& findings) {
    for (auto& finding : findings) {
        if (speaks_of_files(finding) && !finding.subjects.empty()) group(finding);
    }
}

}  // namespace primum::report
