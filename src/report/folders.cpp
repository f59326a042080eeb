#include "report/folders.h"

#include <algorithm>
#include <array>
#include <map>

#include "facts/cell.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Subject;

constexpr std::array counts{"patients", "identifiers", "records", "studies"};
constexpr std::array file_names{"path", "inside", "name", "file"};
// Of a file: those of its patients who are in no file of the folder before it. They add up.
constexpr const char* new_patients = "patients_new_in_folder";

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

facts::Value sum(const facts::Value& left, const facts::Value& right) {
    if (std::holds_alternative<std::monostate>(left)) return right;
    if (std::holds_alternative<std::monostate>(right)) return left;
    return facts::number_of(left) + facts::number_of(right);
}

void merge(Subject& folder, const Subject& file, const Finding& finding) {
    folder.severity = std::max(folder.severity, file.severity);
    for (std::size_t i = 0; i < finding.columns.size(); ++i) {
        auto& kept = folder.details[i];
        const auto& other = file.details[i];
        if (finding.columns[i] == new_patients) {
            kept = sum(kept, other);
        } else if (is_one_of(counts, finding.columns[i])) {
            kept = std::max(kept, other);
        } else if (kept != other) {
            kept = std::monostate{};
        }
    }
}

// A folder has as many patients as its files bring one after the other.
void count_patients(Finding& finding) {
    const auto added = std::ranges::find(finding.columns, new_patients);
    const auto total = std::ranges::find(finding.columns, "patients");
    if (added == finding.columns.end() || total == finding.columns.end()) return;
    const auto from = added - finding.columns.begin(), to = total - finding.columns.begin();
    for (auto& subject : finding.subjects) {
        auto& details = subject.details;
        const auto& brought = details[static_cast<std::size_t>(from)];
        auto& patients = details[static_cast<std::size_t>(to)];
        patients = std::max(patients, brought);
        details.erase(details.begin() + from);
    }
    finding.columns.erase(added);
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
    count_patients(finding);
    std::ranges::stable_sort(finding.subjects, std::ranges::greater{}, &Subject::severity);
}

}  // namespace

void group_by_folder(std::vector<Finding>& findings) {
    for (auto& finding : findings) {
        if (speaks_of_files(finding) && !finding.subjects.empty()) group(finding);
    }
}

}  // namespace primum::report
