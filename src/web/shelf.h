// Shelf: letters, papers, training and the register's usual activities, as the catalogue has them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "compliance/documents/template.h"
#include "compliance/register.h"
#include "compliance/training.h"

namespace primum::web {

struct Shelf {
    compliance::Templates templates;
    std::vector<compliance::TrainingModule> training;
    std::optional<compliance::RegisterTemplate> activities;
};

// What cannot be read is not on it: `primum controls check` says why.
Shelf load_shelf(const std::filesystem::path& catalogue);

}  // namespace primum::web
