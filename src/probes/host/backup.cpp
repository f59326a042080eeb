#include "probes/host/backup.h"

#include <algorithm>

#include "os/file.h"

namespace primum::probes {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t repositories_max = 100;

facts::Number days_between(const std::optional<Time>& then, Time now) {
    if (!then) return std::nullopt;
    return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::days>(now - *then).count());
}

Result<std::vector<fs::path>> folders_in(const fs::path& directory) {
    std::vector<fs::path> folders;
    std::error_code error;
    fs::directory_iterator entries(directory, error);
    if (error == std::errc::no_such_file_or_directory) return folders;
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (entries->is_directory(error) && folders.size() < repositories_max)
            folders.push_back(entries->path());
    }
    if (error) {
        return Error{ErrorKind::denied, say("dossier des sauvegardes : {}",
                                            "the backups' folder: {}", error.message())};
    }
    std::ranges::sort(folders);
    return folders;
}

}  // namespace

facts::Backup backup_row(const std::string& repository, const formats::BackupStatus& status,
                         bool reachable, Time now) {
    facts::Backup row;
    row.repository = repository;
    if (!status.location.empty()) row.location = status.location;
    row.last_success = status.last_success;
    row.days_since_success = days_between(status.last_success, now);
    row.last_restore_test = status.last_drill;
    row.days_since_restore_test = days_between(status.last_drill, now);
    row.restored_files = status.drill_files;
    row.healthy = status.healthy;
    row.last_healthy = status.last_healthy;
    row.reachable = reachable;
    row.offline_copy = !reachable;
    row.encrypted = true;  // By its format: this computer has no key that reads.
    row.append_only =
        false;  // A folder: whoever is root here can delete it while it is plugged in.
    row.unreadable = status.unreadable;
    return row;
}

std::vector<const facts::TableDescription*> BackupProbe::tables() const {
    return {&facts::table_of<facts::Backup>()};
}

std::vector<Sentence> BackupProbe::explain() const {
    return {
        {"lit ce que « primum vault » a noté de ses sauvegardes, et regarde si leur disque est "
         "branché",
         "reads what \"primum vault\" noted of its backups, and looks whether their disk is "
         "plugged in"}};
}

Result<> BackupProbe::observe(facts::Sink& sink) {
    for (const auto& folder : TRY(folders_in(vault_directory_))) {
        const auto text = os::read_text(folder / "status", formats::BackupStatus::size_bytes_max);
        if (!text && text.error().kind == ErrorKind::not_found)
            continue;  // A key, and no backup yet.
        const auto status = text ? formats::parse_backup_status(*text)
                                 : Result<formats::BackupStatus>(text.error());
        if (!status) {
            sink.could_not_see(
                join(say("dépôt {}", "repository {}", folder.filename().string().substr(0, 8)),
                     status.error().message));
            continue;
        }
        std::error_code ignored;
        const bool reachable =
            !status->location.empty() && fs::exists(fs::path(status->location) / "config", ignored);
        sink.add(backup_row(folder.filename().string(), *status, reachable, now()));
    }
    return {};
}

}  // namespace primum::probes
