#include "fixes/journal.h"

#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "os/file.h"
#include "os/kept_file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view format = "primum-fix/1";
constexpr std::size_t entries_max = 100'000;

constexpr std::array<std::pair<State, std::string_view>, 5> state_names{
    {{State::applying, "applying"},
     {State::applied, "applied"},
     {State::undoing, "undoing"},
     {State::undone, "undone"},
     {State::rolled_back, "rolled-back"}}};

Error damaged(std::string_view what) {
    return {ErrorKind::corrupt, say("une page du journal des réparations est abîmée ({})",
                                    "a page of the journal of fixes is damaged ({})", what)};
}

Error not_ours(const fs::path& path) {
    return {ErrorKind::denied,
            say("{} n'appartient pas à vous seul : Primum ne s'y fie pas",
                "{} does not belong to you alone: Primum does not trust it", path.string())};
}

// Owned by this user, and written by nobody else.
Result<> check_is_ours(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return os::system_error(errno, say("lire {}", "read {}", path.string()));
    }
    if (status.st_uid != ::geteuid() || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return not_ours(path);
    }
    return {};
}

Result<State> state_named(std::string_view name) {
    const auto* found =
        std::ranges::find(state_names, name, &std::pair<State, std::string_view>::second);
    if (found == state_names.end()) return damaged(name);
    return found->first;
}

Result<const Json*> list_in(const Json& json, std::string_view name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_array()) return damaged(name);
    return &*found;
}

}  // namespace

std::string_view name_of(State state) {
    return std::ranges::find(state_names, state, &std::pair<State, std::string_view>::first)
        ->second;
}

std::string as_text(const Entry& entry) {
    Json json{{"format", format},
              {"number", entry.number},
              {"control", entry.control},
              {"subjects", Json::array()},
              {"state", name_of(entry.state)},
              {"started_at", format_time(entry.started_at)},
              {"changes", Json::array()},
              {"wakes", Json::array()}};
    for (const auto& subject : entry.subjects) json["subjects"].push_back(as_json_text(subject));
    for (const auto& change : entry.changes) json["changes"].push_back(change->keep());
    for (const auto& wake : entry.wakes) json["wakes"].push_back(as_json(wake));
    return json.dump(2) + "\n";
}

Result<Entry> entry_from(std::string_view text) {
    const auto json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return damaged("json");
    if (TRY(kept_text(json, "format")) != format) return damaged("format");
    Entry entry;
    if (!json.contains("number") || !json["number"].is_number_unsigned()) return damaged("number");
    entry.number = json["number"].get<unsigned>();
    entry.control = TRY(kept_text(json, "control"));
    entry.state = TRY(state_named(TRY(kept_text(json, "state"))));
    const auto started_at = parse_time(TRY(kept_text(json, "started_at")));
    if (!started_at) return damaged("started_at");
    entry.started_at = *started_at;
    for (const auto& subject : *TRY(list_in(json, "subjects"))) {
        if (!subject.is_string()) return damaged("subjects");
        entry.subjects.push_back(TRY(from_json_text(subject.get<std::string>())));
    }
    for (const auto& change : *TRY(list_in(json, "changes"))) {
        entry.changes.push_back(TRY(change_from(change)));
    }
    for (const auto& wake : *TRY(list_in(json, "wakes"))) {
        entry.wakes.push_back(TRY(wake_from(wake)));
    }
    return entry;
}

Result<Journal> Journal::open(const fs::path& folder) {
    TRY(os::make_private_directory(folder));
    TRY(check_is_ours(folder));
    return Journal(folder);
}

Result<std::vector<fs::path>> Journal::files() const {
    std::error_code failure;
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(folder_, failure)) {
        if (file.path().extension() == ".json") found.push_back(file.path());
        if (found.size() > entries_max) return damaged("> 100 000");
    }
    if (failure) {
        return os::system_error(failure.value(), say("lire {}", "read {}", folder_.string()));
    }
    std::ranges::sort(found);
    return found;
}

Result<std::vector<Entry>> Journal::entries() const {
    std::vector<Entry> entries;
    for (const auto& file : TRY(files())) {
        TRY(check_is_ours(file));
        const auto text = TRY(os::read_text(file, entry_bytes_max));
        entries.push_back(TRY(entry_from(text).context({file.string(), file.string()})));
    }
    std::ranges::sort(entries, {}, &Entry::number);
    return entries;
}

Result<> Journal::sweep() const {
    std::error_code failure;
    std::vector<fs::path> halves;
    for (const auto& file : fs::directory_iterator(folder_, failure)) {
        if (contains(file.path().filename().string(), ".json.")) halves.push_back(file.path());
    }
    for (const auto& half : halves) TRY(os::remove_kept_file(half));
    return {};
}

Result<unsigned> Journal::next_number() const {
    unsigned highest = 0;
    for (const auto& file : TRY(files())) {
        const auto name = file.filename().string();
        const auto number = parse_number(std::string_view(name).substr(0, name.find('-')));
        if (number) highest = std::max(highest, static_cast<unsigned>(*number));
    }
    return highest + 1;
}

Result<> Journal::keep(const Entry& entry) const {
    const auto file = folder_ / fmt::format("{:06}-{}.json", entry.number, entry.control);
    return os::publish(file, as_text(entry));
}

}  // namespace primum::fixes
