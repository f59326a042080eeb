// BackupStatus: what the vault's commands note about a repository on this computer, for whoever
// asks later.
//
// `$PRIMUM_HOME/vault/<repository>/status` is text, "name value" a line after a first line that
// names the format. Times are as format_time() writes them; a name that is not known is skipped, so
// that a newer program may add some. It holds no secret and no name of a file; it is advice, and
// guarantees nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace primum::formats {

struct BackupStatus {
    static constexpr std::size_t size_bytes_max = 64UL * 1024;

    std::string location;                     // The folder the repository was last seen in.
    std::optional<Time> last_attempt;         // The last backup that was begun.
    std::optional<Time> last_success;         // The last one that was finished.
    std::optional<bool> healthy;              // Of that one: does not look like after an attack.
    std::optional<Time> last_healthy;         // The newest that does not.
    std::optional<std::int64_t> unreadable;   // Files and folders that it could not read.
    std::optional<Time> last_drill;           // The last restore test that succeeded.
    std::optional<std::int64_t> drill_files;  // How many files it restored and opened.
    std::optional<Time> last_failed_drill;

    bool operator==(const BackupStatus&) const = default;
};

Result<BackupStatus> parse_backup_status(std::string_view text);
std::string write_backup_status(const BackupStatus& status);

}  // namespace primum::formats
