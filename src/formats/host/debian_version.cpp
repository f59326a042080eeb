#include "formats/host/debian_version.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace primum::formats {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "~" comes before the end of the text, letters after it, all other characters after the letters.
int weight(std::string_view text) {
    if (text.empty() || is_digit(text[0])) return 0;
    if (text[0] == '~') return -1;
    if (is_letter(text[0])) return text[0];
    return static_cast<unsigned char>(text[0]) + 256;
}

std::string_view take_digits(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_digit) - text.begin();
    auto digits = text.substr(0, static_cast<std::size_t>(end));
    text.remove_prefix(digits.size());
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    return digits == "0" ? std::string_view() : digits;
}

// Parts without digits and numbers in turn.
std::strong_ordering compare_parts(std::string_view left, std::string_view right) {
    while (!left.empty() || !right.empty()) {
        while ((!left.empty() && !is_digit(left[0])) || (!right.empty() && !is_digit(right[0]))) {
            if (const auto order = weight(left) <=> weight(right); order != 0) return order;
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
        const auto left_number = take_digits(left);
        const auto right_number = take_digits(right);
        const auto longer = left_number.size() <=> right_number.size();
        if (longer != 0) return longer;
        if (const auto order = left_number <=> right_number; order != 0) return order;
    }
    return std::strong_ordering::equal;
}

struct Version {
    std::string_view epoch = "0";
    std::string_view upstream;
    std::string_view revision;
};

Version parts_of(std::string_view text) {
    Version version{.upstream = text};
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        version.epoch = text.substr(0, colon);
        version.upstream = text.substr(colon + 1);
    }
    if (const auto dash = version.upstream.rfind('-'); dash != std::string_view::npos) {
        version.revision = version.upstream.substr(dash + 1);
        version.upstream = version.upstream.substr(0, dash);
    }
    return version;
}

}  // namespace

std::strong_ordering compare_debian_versions(std::string_view left, std::string_view right) {
    const auto one = parts_of(left);
    const auto other = parts_of(right);
    if (const auto order = compare_parts(one.epoch, other.epoch); order != 0) return order;
    if (const auto order = compare_parts(one.upstream, other.upstream); order != 0) return order;
    return compare_parts(one.revision, other.revision);
}

}  // namespace primum::formats
