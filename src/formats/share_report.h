// ShareReport: what the worker that speaks SMB says of a server, a line a share.
//
// The worker reads hostile bytes, so its lines are read as if an enemy had written them:
//     session <null|guest> <opened|refused|failed>
//     file <share> <name> <bytes>
//     share <share> <read> <write> <files> <complete>
// with one tab between fields; flags are 1, 0 or - (not known), numbers decimal or -. A file's name
// and bytes, which are the server's own, stand in hexadecimal digits; its share's line comes later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class AnonymousSession { null, guest };

enum class SessionOutcome {
    opened,   // It let us list the shares.
    refused,  // It did not.
    failed,   // It did not speak as a server does: nothing is known.
};

struct SessionReport {
    AnonymousSession session = AnonymousSession::null;
    SessionOutcome outcome = SessionOutcome::failed;
    bool operator==(const SessionReport&) const = default;
};

struct ShareReport {
    std::string name;  // Printable, not empty.
    std::optional<bool> readable;
    std::optional<bool> writable;
    std::optional<std::int64_t> files;
    std::optional<bool> complete;  // Every file was seen, and read as far as it takes.
    bool operator==(const ShareReport&) const = default;
};

// The beginning of one file, for the recogniser. It holds patients' data: judged and let go.
struct FileReport {
    std::string share;  // Printable, not empty.
    std::string name;   // As the server says it.
    Bytes bytes;
    bool operator==(const FileReport&) const = default;
};

using WorkerReport = std::variant<SessionReport, ShareReport, FileReport>;

std::string encode(const SessionReport& report);  // Without line end.
std::string encode(const ShareReport& report);
std::string encode(const FileReport& report);
Result<WorkerReport> parse_worker_report(std::string_view line);

}  // namespace primum::formats
