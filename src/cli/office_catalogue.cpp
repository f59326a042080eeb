#include "cli/office_catalogue.h"

#include "compliance/documents/template.h"
#include "compliance/register.h"
#include "compliance/training.h"
#include "store/store.h"

namespace primum::cli {
namespace {

void check_queries(const compliance::RegisterTemplate& made, const std::filesystem::path& file,
                   std::vector<controls::Problem>& problems) {
    const auto store = store::Store::open_in_memory();
    if (!store) return problems.push_back({file, 0, store.error().message});
    const auto try_query = [&](const std::string& sql, int line) {
        if (sql.empty()) return;
        const auto rows = store->query(sql);
        if (!rows) problems.push_back({file, line, rows.error().message});
    };
    for (const auto& measure : made.security) try_query(measure.evidence.seen, 0);
    for (const auto& activity : made.activities) try_query(activity.evidence.seen, activity.line);
}

}  // namespace

void check_office_catalogue(const std::filesystem::path& catalogue,
                            std::vector<controls::Problem>& problems) {
    compliance::load_templates(catalogue, problems);
    compliance::load_training(catalogue, problems);
    // A practice's own catalogue may have controls only.
    const auto folder = catalogue / "register";
    if (!std::filesystem::exists(folder)) return;
    const auto made = compliance::load_register(catalogue, problems);
    if (made) check_queries(*made, folder / "activities.yaml", problems);
}

}  // namespace primum::cli
