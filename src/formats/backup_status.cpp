#include "formats/backup_status.h"

#include <fmt/format.h>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view first_line = "primum backup status 1";

Error malformed() {
    return {ErrorKind::malformed,
            {"l'état de la sauvegarde est illisible", "the backup's status is unreadable"}};
}

Result<> take(std::optional<Time>& into, std::string_view value) {
    into = parse_time(value);
    if (!into) return malformed();
    return {};
}

Result<> take(std::optional<std::int64_t>& into, std::string_view value) {
    const auto number = parse_number(value);
    if (!number || *number > INT64_MAX) return malformed();
    into = static_cast<std::int64_t>(*number);
    return {};
}

Result<> take(std::optional<bool>& into, std::string_view value) {
    if (value != "yes" && value != "no") return malformed();
    into = value == "yes";
    return {};
}

Result<> take(std::string& into, std::string_view value) {
    into = value;
    return {};
}

// Calls `use(name, member)` for each line that there may be: the one list of names.
template <class Status, class Use>
void for_each_member(Status& status, Use use) {
    use("location", status.location);
    use("last-attempt", status.last_attempt);
    use("last-success", status.last_success);
    use("healthy", status.healthy);
    use("last-healthy", status.last_healthy);
    use("unreadable", status.unreadable);
    use("last-drill", status.last_drill);
    use("drill-files", status.drill_files);
    use("last-failed-drill", status.last_failed_drill);
}

std::string to_text(Time time) { return format_time(time); }
std::string to_text(bool flag) { return flag ? "yes" : "no"; }
std::string to_text(std::int64_t number) { return fmt::format("{}", number); }

// A folder's name may hold anything; a line break would end the line.
void add_line(std::string& text, std::string_view name, const std::string& value) {
    if (value.find('\n') == std::string::npos) text += fmt::format("{} {}\n", name, value);
}
template <class Value>
void add_line(std::string& text, std::string_view name, const std::optional<Value>& value) {
    if (value) text += fmt::format("{} {}\n", name, to_text(*value));
}

}  // namespace

Result<BackupStatus> parse_backup_status(std::string_view text) {
    if (text.size() > BackupStatus::size_bytes_max) return malformed();
    const auto lines = split(text, '\n');
    if (lines.front() != first_line) return malformed();
    BackupStatus status;
    for (const auto line : lines) {
        const auto space = line.find(' ');
        if (space == std::string_view::npos) continue;
        Result<> taken;
        for_each_member(status, [&](std::string_view name, auto& member) {
            if (line.substr(0, space) == name) taken = take(member, line.substr(space + 1));
        });
        TRY(std::move(taken));
    }
    return status;
}

std::string write_backup_status(const BackupStatus& status) {
    std::string text = std::string(first_line) + "\n";
    for_each_member(
        status, [&](std::string_view name, const auto& member) { add_line(text, name, member); });
    return text;
}

}  // namespace primum::formats
