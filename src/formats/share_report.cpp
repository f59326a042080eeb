#include "formats/share_report.h"

#include <limits>
#include <vector>

#include "base/byte_reader.h"
#include "base/hex.h"
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

Result<std::string> parse_share_name(std::string_view text) {
    auto name = printable(text);
    if (name.empty() || name != text) return malformed();
    return name;
}

Result<WorkerReport> parse_share(const std::vector<std::string_view>& fields) {
    if (fields.size() != 6) return malformed();
    ShareReport report;
    report.name = TRY(parse_share_name(fields[1]));
    report.readable = TRY(parse_flag(fields[2]));
    report.writable = TRY(parse_flag(fields[3]));
    report.files = TRY(parse_count(fields[4]));
    report.complete = TRY(parse_flag(fields[5]));
    return WorkerReport(report);
}

// Only as hex_of() writes it.
Result<Bytes> parse_hexadecimal(std::string_view digits) {
    const auto is_upper = [](char digit) { return digit >= 'A' && digit <= 'F'; };
    auto bytes = bytes_of_hex(digits);
    if (!bytes || std::ranges::any_of(digits, is_upper)) return malformed();
    return std::move(*bytes);
}

Result<WorkerReport> parse_file(const std::vector<std::string_view>& fields) {
    if (fields.size() != 4) return malformed();
    FileReport report;
    report.share = TRY(parse_share_name(fields[1]));
    report.name = as_text(TRY(parse_hexadecimal(fields[2])));
    report.bytes = TRY(parse_hexadecimal(fields[3]));
    return WorkerReport(std::move(report));
}

}  // namespace

std::string encode(const SessionReport& report) {
    return std::string("session\t") +
           (report.session == AnonymousSession::null ? "null\t" : "guest\t") +
           std::string(word(report.outcome));
}

std::string encode(const ShareReport& report) {
    return "share\t" + report.name + "\t" + word(report.readable) + "\t" + word(report.writable) +
           "\t" + word(report.files) + "\t" + word(report.complete);
}

std::string encode(const FileReport& report) {
    return "file\t" + report.share + "\t" + hex_of(as_bytes(report.name)) + "\t" +
           hex_of(report.bytes);
}

Result<WorkerReport> parse_worker_report(std::string_view line) {
    const auto fields = split(line, '\t');
    if (fields[0] == "session") return parse_session(fields);
    if (fields[0] == "share") return parse_share(fields);
    if (fields[0] == "file") return parse_file(fields);
    return malformed();
}

}  // namespace primum::formats
