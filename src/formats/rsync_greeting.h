// The opening of an rsync daemon's conversation, before its protocol of files: greeting, list of
// modules, and whether a module asks for a password. rsyncd(5), "@RSYNCD:" lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

struct RsyncLine {
    enum class Kind {
        greeting,       // "@RSYNCD: 31.0", with its version as text.
        goes_on,        // "@RSYNCD: OK": the module is open.
        asks_password,  // "@RSYNCD: AUTHREQD challenge"
        end,            // "@RSYNCD: EXIT"
        error,          // "@ERROR: access denied to ..."
        other,          // A line of the day's message or of the list of modules.
    };
    Kind kind = Kind::other;
    std::string_view text;
};
RsyncLine parse_rsync_line(std::string_view line);

// The name in a line of the list: "backup         \tSauvegarde du poste". Nothing for the lines of
// a message of the day.
std::optional<std::string_view> parse_rsync_module(std::string_view line);

}  // namespace primum::formats
