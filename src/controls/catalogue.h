// Catalogue: the controls, the references they cite, the questions for people and the leading
// number, as read from a folder.
//
//   catalogue/controls/<family>/<id>.yaml, catalogue/references/*.yaml, catalogue/exposed.yaml,
//   catalogue/questions/<group>.yaml, catalogue/frameworks/<id>.yaml, catalogue/providers/*.yaml
//   (the last three may be absent)
//
// Immutable once loaded. Findings point into it, so it must outlive them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"
#include "controls/control.h"
#include "controls/framework.h"
#include "controls/provider.h"
#include "controls/question.h"

namespace primum::controls {

struct Catalogue {
    static constexpr std::uintmax_t file_bytes_max = 256UL * 1024;
    static constexpr std::size_t files_max = 5'000;

    std::vector<Control> controls;      // In the order of their paths.
    std::vector<Reference> references;  // Likewise.
    std::optional<LeadingNumber> exposed;
    std::vector<QuestionGroup> questions;  // In the order in which they are asked.
    std::vector<Framework> frameworks;     // In the order of their paths.
    std::vector<Provider> providers;       // Likewise.

    // Reads every file under `directory`. Nothing is skipped: a file that cannot be read or
    // understood, or a query that the fact tables do not bear, fails the whole with
    // ErrorKind::usage, one line a problem.
    static Result<Catalogue> load(const std::filesystem::path& directory);

    const Control* find_control(std::string_view id) const;      // Null when there is none.
    const Reference* find_reference(std::string_view id) const;  // Likewise.
    const Question* find_question(std::string_view id) const;    // Likewise.
};

// What could be read, and what is wrong with the rest. Never fails.
struct Reading {
    Catalogue catalogue;
    std::vector<Problem> problems;
};
Reading read_catalogue(const std::filesystem::path& directory);

// "net/net-smb1.yaml, line 12: ...", one problem a line, in both languages.
Sentence describe(const std::vector<Problem>& problems);

}  // namespace primum::controls
