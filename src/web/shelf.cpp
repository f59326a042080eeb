#include "web/shelf.h"

namespace primum::web {

Shelf load_shelf(const std::filesystem::path& catalogue) {
    std::vector<controls::Problem> problems;
    Shelf shelf{.templates = compliance::load_templates(catalogue, problems),
                .training = compliance::load_training(catalogue, problems)};
    shelf.activities = compliance::load_register(catalogue, problems);
    return shelf;
}

}  // namespace primum::web
