#include "formats/rsync_greeting.h"

#include "base/text.h"

namespace primum::formats {

RsyncLine parse_rsync_line(std::string_view line) {
    using enum RsyncLine::Kind;
    constexpr std::string_view mark = "@RSYNCD: ";
    if (line.starts_with("@ERROR")) return {error, line};
    if (!line.starts_with(mark)) return {other, line};
    const auto text = line.substr(mark.size());
    if (text == "OK") return {goes_on, text};
    if (text == "EXIT") return {end, text};
    if (text.starts_with("AUTHREQD")) return {asks_password, text};
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') return {greeting, text};
    return {other, line};
}

std::optional<std::string_view> parse_rsync_module(std::string_view line) {
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    const auto name = trim(line.substr(0, tab));
    if (name.empty()) return std::nullopt;
    return name;
}

}  // namespace primum::formats
