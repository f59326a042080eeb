#include "formats/share_report.h"

#include <limits>
#include <vector>

#include "base/text.h"

namespace primum::formats {
namespace {

Error malformed() {
    return {
        ErrorKind::malformed,
        {"le processus SMB a répondu des mots inconnus", "the SMB process answered unknown words"}};
}

std::string word(std::optional<bool> flag) { return !flag ? "-" : *flag ? "1" : "0"; }
std::string word(std::optional<std::int64_t> number) {
    return number ? std::to_string(*number) : "-";
}

std::string_view word(SessionOutcome outcome) {
    switch (outcome) {
        case SessionOutcome::opened:
            return "opened";
        case SessionOutcome::refused:
            return "refused";
        default:
            return "failed";
    }
}

Result<std::optional<bool>> parse_flag(std::string_view text) {
    if (text == "-") return std::optional<bool>();
    if (text == "1") return std::optional(true);
    if (text == "0") return std::optional(false);
    return malformed();
}

Result<std::optional<std::int64_t>> parse_count(std::string_view text) {
    if (text == "-") return std::optional<std::int64_t>();
    const auto number = parse_number(text);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!number || *number > most) return malformed();
    return std::optional(static_cast<std::int64_t>(*number));
}

Result<WorkerReport> parse_session(const std::vector<std::string_view>& fields) {
    if (fields.size() != 3) return malformed();
    const bool is_null = fields[1] == "null";
    if (!is_null && fields[1] != "guest") return malformed();
    const auto session = is_null ? AnonymousSession::null : AnonymousSession::guest;
    for (const auto outcome :
         {SessionOutcome::opened, SessionOutcome::refused, SessionOutcome::failed}) {
        if (fields[2] == word(outcome)) return WorkerReport(SessionReport{session, outcome});
    }
    return malformed();
}

Result<WorkerReport> parse_share(const std::vector<std::string_view>& fields) {
    if (fields.size() != 8) return malformed();
    ShareReport report;
    report.name = printable(fields[1]);
    if (report.name.empty() || report.name != fields[1]) return malformed();
    report.readable = TRY(parse_flag(fields[2]));
    report.writable = TRY(parse_flag(fields[3]));
    report.files = TRY(parse_count(fields[4]));
    report.health_files = TRY(parse_count(fields[5]));
    report.patients = TRY(parse_count(fields[6]));
    report.counted_all = TRY(parse_flag(fields[7]));
    return WorkerReport(report);
}

}  // namespace

std::string encode(const SessionReport& report) {
    return std::string("session\t") +
           (report.session == AnonymousSession::null ? "null\t" : "guest\t") +
           std::string(word(report.outcome));
}

std::string encode(const ShareReport& report) {
    return "share\t" + report.name + "\t" + word(report.readable) + "\t" + word(report.writable) +
           "\t" + word(report.files) + "\t" + word(report.health_files) + "\t" +
           word(report.patients) + "\t" + word(report.counted_all);
}

Result<WorkerReport> parse_worker_report(std::string_view line) {
    const auto fields = split(line, '\t');
    if (fields[0] == "session") return parse_session(fields);
    if (fields[0] == "share") return parse_share(fields);
    return malformed();
}

}  // namespace primum::formats
