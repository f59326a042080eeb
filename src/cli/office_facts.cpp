#include "cli/office_facts.h"

#include "controls/exposed.h"

namespace primum::cli {

std::vector<Sentence> measures_seen(const compliance::RegisterTemplate& made,
                                    const store::Store& store) {
    std::vector<Sentence> seen;
    for (const auto& measure : made.security) {
        if (measure.evidence.seen.empty()) continue;  // The facts cannot tell.
        const auto rows = store.query(measure.evidence.seen, {.rows_max = 1});
        if (rows && !rows->rows.empty()) seen.push_back(measure.text);
    }
    return seen;
}

void prefill_breach(compliance::Values& breach, const std::filesystem::path& catalogue,
                    const store::Store& store, Language language) {
    std::vector<controls::Problem> problems;
    const auto made = compliance::load_register(catalogue, problems);
    if (made && compliance::value_of(breach, "measures_before").empty()) {
        std::string measures;
        for (const auto& measure : measures_seen(*made, store)) {
            if (!measures.empty()) measures += ' ';
            measures += measure.in(language);
        }
        if (!measures.empty()) breach["measures_before"] = std::move(measures);
    }
    const bool on_the_network = compliance::value_of(breach, "origin") == "exposed";
    if (!on_the_network || !compliance::value_of(breach, "people_count").empty()) return;
    const auto loaded = controls::Catalogue::load(catalogue);
    if (!loaded) return;
    const auto exposed = controls::exposed(*loaded, store);
    if (!exposed || exposed->patients == 0) return;
    breach["people_count"] = std::to_string(exposed->patients);
    if (compliance::value_of(breach, "records_count").empty()) {
        breach["records_count"] = std::to_string(exposed->records);
    }
}

}  // namespace primum::cli
