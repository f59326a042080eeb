#include "os/mount_table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace primum::os {
namespace {

Error not_a_mount_table() {
    return {
        ErrorKind::malformed,
        {"la liste des volumes montés est illisible", "the list of mounted volumes is garbled"}};
}

bool is_octal(char digit) { return digit >= '0' && digit <= '7'; }

// Spaces and the like are written \040 there.
std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && is_octal(text[i + 1]) &&
            is_octal(text[i + 2]) && is_octal(text[i + 3])) {
            const int code = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0';
            plain += static_cast<char>(code);
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::optional<std::uint32_t> small_number(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || *number > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
std::optional<Mount> parse_line(std::string_view line) {
    const auto words = split(line, ' ');
    const auto separator = std::ranges::find(words, "-");
    if (words.size() < 6 || words.end() - separator < 3 || separator - words.begin() < 6) {
        return std::nullopt;
    }
    const auto colon = words[2].find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto major = small_number(words[2].substr(0, colon));
    const auto minor = small_number(words[2].substr(colon + 1));
    if (!major || !minor) return std::nullopt;
    return Mount{.major = *major,
                 .minor = *minor,
                 .root = unescape(words[3]),
                 .point = unescape(words[4]),
                 .options = std::string(words[5]),
                 .filesystem = unescape(separator[1]),
                 .source = unescape(separator[2])};
}

}  // namespace

Result<std::vector<Mount>> parse_mount_table(std::string_view text) {
    std::vector<Mount> mounts;
    for (const auto line : split(text, '\n')) {
        if (line.empty()) continue;
        auto mount = parse_line(line);
        if (!mount || mounts.size() >= mounts_max) return not_a_mount_table();
        mounts.push_back(*std::move(mount));
    }
    return mounts;
}

}  // namespace primum::os
