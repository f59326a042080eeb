#include "cli/history.h"

#include <algorithm>

#include "base/text.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

std::vector<store::Run> finished(std::vector<store::Run> runs) {
    std::erase_if(runs, [](const store::Run& run) { return !run.finished_at; });
    return runs;
}

Error no_such_run(const std::string& name) {
    return {ErrorKind::usage,
            say("--compare {} : il n'y a pas de tel audit ; primum report --runs en donne la liste",
                "--compare {}: there is no such audit; primum report --runs lists them", name)};
}

}  // namespace

Result<std::vector<report::Moment>> history_of(const controls::Catalogue& catalogue,
                                               const std::filesystem::path& path,
                                               const std::vector<report::Moment>& already) {
    std::vector<report::Moment> moments;
    if (!catalogue.exposed) return moments;
    auto store = TRY(store::Store::open_read_only(path));
    auto runs = finished(TRY(store.runs()));
    if (runs.size() > moments_max) runs.resize(moments_max);
    const auto tables = TRY(store.shape(catalogue.exposed->query)).tables;
    moments.reserve(runs.size());
    for (const auto& run : runs) {
        CHECK(run.finished_at);  // As finished() chose it.
        report::Moment moment{.run = static_cast<std::int64_t>(run.id), .at = *run.finished_at};
        const auto told = std::ranges::find(already, moment.run, &report::Moment::run);
        if (told != already.end() && told->at == moment.at) {
            moment.patients = told->patients;
        } else {
            TRY(store.look_back_to(run.id, tables));
            moment.patients = TRY(controls::exposed(catalogue, store)).patients;
        }
        moments.push_back(moment);
    }
    std::ranges::reverse(moments);
    return moments;
}

Result<store::RunId> run_named(const std::string& name, const store::Store& store) {
    const auto runs = finished(TRY(store.runs()));
    if (name == "previous") {
        if (runs.size() < 2) return no_such_run(name);
        return runs[1].id;
    }
    const auto number = parse_number(name);
    const auto found = std::ranges::find_if(runs, [&](const store::Run& run) {
        return number && static_cast<std::uint64_t>(run.id) == *number;
    });
    if (found == runs.end()) return no_such_run(name);
    return found->id;
}

Result<report::Comparison> compare_with(store::RunId run, const controls::Catalogue& catalogue,
                                        const std::filesystem::path& path,
                                        const report::Report& now, Paths paths) {
    auto store = TRY(store::Store::open_read_only(path));
    const auto runs = TRY(store.runs());
    const auto found = std::ranges::find(runs, run, &store::Run::id);
    CHECK(found != runs.end());
    TRY(store.look_back_to(run));
    report::Comparison comparison{.run = static_cast<std::int64_t>(run),
                                  .at = found->finished_at.value_or(found->start.started_at)};
    if (catalogue.exposed) {
        comparison.patients = TRY(controls::exposed(catalogue, store)).patients;
    }
    auto then = TRY(controls::run(catalogue, store));
    if (paths == Paths::folders) report::group_by_folder(then);
    report::compare(then, now.findings, comparison);
    return comparison;
}

}  // namespace primum::cli
