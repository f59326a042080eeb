#include "formats/ftp.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {
namespace {

// Takes the next word off the front, with the spaces around it.
std::string_view take_word(std::string_view& text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        text = {};
        return {};
    }
    const auto end = std::min(text.find(' ', begin), text.size());
    const auto word = text.substr(begin, end - begin);
    text.remove_prefix(end);
    return word;
}

bool is_permissions(std::string_view word) {
    static constexpr std::string_view kinds = "-dlbcps";
    return word.size() >= 10 && kinds.find(word[0]) != std::string_view::npos &&
           word.substr(1, 9).find_first_not_of("rwxsStT-") == std::string_view::npos;
}

std::optional<FtpEntry> parse_unix_line(std::string_view line) {
    const auto permissions = take_word(line);
    if (!is_permissions(permissions)) return std::nullopt;
    take_word(line);  // Number of links.
    const auto owner = take_word(line);
    // Group, size, month, day, hour or year; the rest is the name.
    constexpr int words_before_name = 5;
    for (int i = 0; i < words_before_name; ++i) {
        if (take_word(line).empty()) return std::nullopt;
    }
    if (line.size() < 2) return std::nullopt;
    const bool owner_is_anonymous = owner == "ftp" || owner == "anonymous";
    FtpEntry entry{
        .name = std::string(line.substr(1)),
        .is_folder = permissions[0] == 'd',
        .is_link = permissions[0] == 'l',
        .anonymous_writes = permissions[8] == 'w' || (owner_is_anonymous && permissions[2] == 'w')};
    if (entry.is_link) entry.name = entry.name.substr(0, entry.name.find(" -> "));
    return entry;
}

std::optional<FtpEntry> parse_windows_line(std::string_view line) {
    const auto day = take_word(line);
    const bool is_day = day.size() >= 8 && is_digit(day[0]) && is_digit(day[1]) && day[2] == '-';
    const auto hour = take_word(line);
    if (!is_day || !contains(hour, ":")) return std::nullopt;
    const auto size = take_word(line);
    const bool is_folder = size == "<DIR>";
    if (!is_folder && !parse_number(size)) return std::nullopt;
    const auto name = trim(line);
    if (name.empty()) return std::nullopt;
    return FtpEntry{.name = std::string(name), .is_folder = is_folder};
}

std::optional<std::uint16_t> to_port(std::optional<std::uint64_t> number) {
    if (!number || *number == 0 || *number > 0xffff) return std::nullopt;
    return static_cast<std::uint16_t>(*number);
}

}  // namespace

std::optional<FtpReplyLine> parse_ftp_reply_line(std::string_view line) {
    if (line.size() < 3) return std::nullopt;
    if (!is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return std::nullopt;
    if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return std::nullopt;
    const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    return FtpReplyLine{.code = code,
                        .is_last = line.size() == 3 || line[3] == ' ',
                        .text = line.substr(std::min<std::size_t>(4, line.size()))};
}

std::optional<std::uint16_t> parse_ftp_data_port(std::string_view text) {
    const auto open = text.find('(');
    const auto close = text.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const auto inside = text.substr(open + 1, close - open - 1);
    if (inside.empty()) return std::nullopt;
    if (!is_digit(inside[0])) {  // RFC 2428 §3: any sign separates.
        const auto parts = split(inside, inside[0]);
        return parts.size() == 5 ? to_port(parse_number(parts[3])) : std::nullopt;
    }
    const auto parts = split(inside, ',');
    if (parts.size() != 6) return std::nullopt;
    const auto high = parse_number(trim(parts[4]));
    const auto low = parse_number(trim(parts[5]));
    if (!high || !low || *high > 255 || *low > 255) return std::nullopt;
    return to_port(*high * 256 + *low);
}

std::optional<FtpEntry> parse_ftp_listing_line(std::string_view line) {
    if (auto entry = parse_unix_line(line)) return entry;
    return parse_windows_line(line);
}

}  // namespace primum::formats
