#include "fixes/doors/orthanc.h"

#include <algorithm>

#include "fixes/doors/kit.h"
#include "formats/editing/json_text.h"
#include "os/processes.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view usual_folder = "/etc/orthanc";

// orthanc.json first, which new members go to.
std::vector<fs::path> files_of(const fs::path& place) {
    auto files = files_at(place, ".json");
    std::ranges::stable_partition(
        files, [](const fs::path& file) { return file.filename() == "orthanc.json"; });
    return files;
}

}  // namespace

Result<std::optional<std::string>> OrthancSettings::value(const std::string& name) const {
    for (const auto& file : files) {
        auto found = TRY(
            formats::json_member(TRY(text_at(file)), name).context({file.string(), file.string()}));
        if (found) return found;
    }
    return std::optional<std::string>{};
}

std::vector<OrthancSettings> orthanc_settings(const Situation& situation) {
    std::vector<OrthancSettings> found;
    const auto add = [&](const fs::path& place) {
        auto files = files_of(place);
        const bool is_new =
            std::ranges::none_of(found, [&](const auto& each) { return each.files == files; });
        if (!files.empty() && is_new) found.push_back({std::move(files)});
    };
    const auto processes =
        situation.is_live() ? os::processes_named("Orthanc") : std::vector<os::Process>{};
    for (const auto& process : processes) {
        for (std::size_t i = 1; i < process.argv.size(); ++i) {
            if (process.argv[i].starts_with("-")) continue;
            add(fs::path(process.working_folder) / process.argv[i]);
        }
    }
    if (found.empty()) add(situation.at(usual_folder));
    return found;
}

Result<> add_orthanc_edits(Plan& plan, const OrthancSettings& settings,
                           const std::map<std::string, std::string>& members,
                           const std::string& hidden) {
    std::map<fs::path, std::string> texts;
    for (const auto& file : settings.files) texts[file] = TRY(text_at(file));
    for (const auto& [name, value] : members) {
        auto target = settings.files.front();
        for (const auto& file : settings.files) {
            if (TRY(formats::json_member(texts[file], name))) target = file;
        }
        texts[target] = TRY(formats::with_json_member(texts[target], name, value));
    }
    for (auto& [file, text] : texts) {
        TRY(add_edit(plan, file, std::move(text), 0640, hidden));
    }
    return {};
}

}  // namespace primum::fixes
