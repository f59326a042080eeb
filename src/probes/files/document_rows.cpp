#include "probes/files/document_rows.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace primum::probes::files {
namespace {

using Persons = std::unordered_set<std::uint64_t>;

std::string_view name_of(Evidence evidence) {
    switch (evidence) {
        case Evidence::none:
            return "none";
        case Evidence::weak:
            return "weak";
        case Evidence::strong:
            return "strong";
        case Evidence::proof:
            return "proof";
    }
    return "none";
}

Time time_of(std::int64_t nanoseconds) {
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::nanoseconds(nanoseconds)));
}

std::int64_t count_new(const std::vector<std::uint64_t>& persons, Persons& seen) {
    return std::ranges::count_if(persons, [&](auto person) { return seen.insert(person).second; });
}

// Somebody who takes the disk, or is on the other side of the share, could read it.
bool is_readable(const facts::Document& row) {
    return !row.file_encrypted && row.test_data != true && row.evidence != "weak" &&
           row.kind != "payroll" &&
           (row.volume_encrypted == false || row.place == "share" || row.place == "sync" ||
            row.place == "removable");
}

struct Counted {
    facts::Document row;
    std::vector<std::uint64_t> persons;
};

facts::Document to_row(const LookedAt& file, const FoundDocument& found, const Places& places) {
    const auto place = places.place_of(file.folder);
    const auto* const volume = places.volume_of(file.folder);
    facts::Document row{.folder = file.folder.empty() ? "/" : file.folder,
                        .path = file.folder + "/" + file.name,
                        .place = std::string(files::name_of(place.kind)),
                        .modified_at = format_time(time_of(file.modified_ns)),
                        .looked_at = format_time(file.looked_at),
                        .file_encrypted = found.encrypted};
    if (!found.inside.empty()) row.inside = found.inside;
    if (!place.service.empty()) row.service = place.service;
    if (volume != nullptr) row.volume_encrypted = volume->encrypted;
    if (file.encrypted) row.volume_encrypted = true;
    if (found.encrypted) return row;
    row.kind = found.recognition.kind;
    row.evidence = std::string(name_of(found.recognition.evidence));
    row.test_data = found.recognition.test_data;
    row.identifiers = found.recognition.identifiers;
    row.patients = static_cast<std::int64_t>(found.recognition.persons.size());
    return row;
}

}  // namespace

DocumentRows to_rows(std::vector<LookedAt> found, const Places& places, const std::string& root,
                     Time when) {
    DocumentRows rows;
    std::ranges::sort(found, [](const LookedAt& left, const LookedAt& right) {
        return std::tie(left.folder, left.name) < std::tie(right.folder, right.name);
    });
    std::vector<Counted> counted;
    for (auto& file : found) {
        for (auto& document : file.findings.documents) {
            auto row = to_row(file, document, places);
            row.root = root;
            row.age_days =
                std::chrono::floor<std::chrono::days>(when - time_of(file.modified_ns)).count();
            counted.push_back({std::move(row), std::move(document.recognition.persons)});
        }
        for (auto& part : file.findings.unread) {
            facts::DocumentUnread row{.root = root,
                                      .folder = file.folder.empty() ? "/" : file.folder,
                                      .path = file.folder + "/" + file.name,
                                      .reason = part.why.english,
                                      .broken = part.broken};
            if (!part.inside.empty()) row.inside = std::move(part.inside);
            rows.unread.push_back(std::move(row));
        }
        file.findings = {};
    }
    std::ranges::stable_partition(counted,
                                  [](const Counted& each) { return is_readable(each.row); });
    Persons seen;
    std::map<std::string, Persons> seen_in_folder;
    for (auto& [row, persons] : counted) {
        if (!row.file_encrypted) {
            row.patients_new = count_new(persons, seen);
            row.patients_new_in_folder = count_new(persons, seen_in_folder[row.folder]);
        }
        rows.documents.push_back(std::move(row));
    }
    return rows;
}

}  // namespace primum::probes::files
