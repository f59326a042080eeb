// ShareReport: what the worker that speaks SMB says of a server, a line a share.
//
// The worker reads hostile bytes, so its lines are read as if an enemy had written them:
//     session <null|guest> <opened|refused|failed>
//     share <name> <read> <write> <files> <health files> <patients> <counted all>
// with one tab between fields; flags are 1, 0 or - (not known), numbers decimal or -.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

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
    std::optional<std::int64_t> health_files;
    std::optional<std::int64_t> patients;
    std::optional<bool> counted_all;
    bool operator==(const ShareReport&) const = default;
};

using WorkerReport = std::variant<SessionReport, ShareReport>;

std::string encode(const SessionReport& report);  // Without line end.
std::string encode(const ShareReport& report);
Result<WorkerReport> parse_worker_report(std::string_view line);

}  // namespace primum::formats
