// Training: modules of five minutes, each with questions, as the catalogue has them
// (catalogue/training/<id>.yaml).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/day.h"
#include "compliance/documents/document.h"
#include "compliance/record.h"
#include "controls/control.h"

namespace primum::compliance {

// A module done counts for a year, like an answer (catalogue/controls/gdpr/gdpr-training.yaml).
constexpr std::chrono::days training_age_max{366};

struct TrainingOption {
    Sentence text;
    bool right = false;
};

struct TrainingQuestion {
    Sentence ask;
    std::vector<TrainingOption> options;  // Two at least; one of them is right.
    Sentence because;                     // Why it is, told after the answer.
};

struct TrainingModule {
    std::string id;
    std::int64_t order = 0;
    Sentence title;
    std::vector<Sentence> parts;  // Paragraphs to read.
    std::vector<TrainingQuestion> questions;
};

std::optional<TrainingModule> parse_training_module(std::string_view text,
                                                    const std::filesystem::path& file,
                                                    std::vector<controls::Problem>& problems);
// In their order.
std::vector<TrainingModule> load_training(const std::filesystem::path& catalogue,
                                          std::vector<controls::Problem>& problems);

// To be kept when somebody has done a module: the values of a RecordKind::training.
Values training_done(std::string_view person, const TrainingModule& module, Day day,
                     std::size_t right_answers);

// For one person: which modules, on which days, with how many right answers.
Document certificate(std::string_view person, const std::vector<Values>& done,
                     const std::vector<TrainingModule>& modules, const Values& practice,
                     Language language);

}  // namespace primum::compliance
