#include "formats/health/delimited_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::array delimiters{';', '\t', ',', '|'};
constexpr std::size_t sample_lines_max = 12;
constexpr std::size_t sample_bytes_max = 16UL * 1024;

// One value from `rest`, without its quotes; stops at the delimiter, or at the line's end.
std::string_view take_value(std::string_view& rest, char delimiter) {
    if (!rest.starts_with('"')) {
        const std::array<char, 3> ends{delimiter, '\r', '\n'};
        const auto end =
            std::min(rest.find_first_of(std::string_view(ends.data(), ends.size())), rest.size());
        const auto value = rest.substr(0, end);
        rest.remove_prefix(end);
        return trim(value);
    }
    std::size_t end = 1;
    while (end < rest.size()) {
        const bool is_quote = rest[end] == '"';
        if (is_quote && end + 1 < rest.size() && rest[end + 1] == '"') {
            end += 2;
            continue;
        }
        if (is_quote) break;
        ++end;
    }
    end = std::min(end, rest.size());
    const auto value = rest.substr(1, end - 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::array<char, 3> ends{delimiter, '\r', '\n'};
    const auto next = rest.find_first_of(std::string_view(ends.data(), ends.size()));
    rest.remove_prefix(std::min(next, rest.size()));
    return trim(value);
}

// The values of one line; `rest` begins with the next.
void take_row(std::string_view& rest, char delimiter, std::vector<std::string_view>& values) {
    values.clear();
    while (true) {
        const auto value = take_value(rest, delimiter);
        if (values.size() < delimited_columns_max) values.push_back(value);
        if (!rest.starts_with(delimiter)) break;
        rest.remove_prefix(1);
    }
    if (rest.starts_with("\r\n")) rest.remove_prefix(1);
    if (!rest.empty()) rest.remove_prefix(1);
}

std::string_view without_mark(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return text;
}

// How many columns the first lines have, when they agree; 0 otherwise. The last may be cut.
std::size_t agreed_columns(std::string_view text, char delimiter) {
    auto rest = without_mark(text).substr(0, sample_bytes_max);
    std::vector<std::string_view> values;
    std::size_t columns = 0;
    std::size_t agreeing = 0;
    std::size_t lines = 0;
    while (!rest.empty() && lines < sample_lines_max) {
        take_row(rest, delimiter, values);
        if (values.size() == 1 && values[0].empty()) continue;
        if (columns == 0) columns = values.size();
        agreeing += values.size() == columns ? 1U : 0U;
        ++lines;
    }
    const bool agree = lines >= 2 && agreeing + 1 >= lines;
    return agree && columns >= 2 ? columns : 0;
}

}  // namespace

std::optional<char> find_delimiter(std::string_view text) {
    std::optional<char> best;
    std::size_t most = 0;
    for (const char delimiter : delimiters) {
        const auto columns = agreed_columns(text, delimiter);
        if (columns <= most) continue;
        most = columns;
        best = delimiter;
    }
    return best;
}

void walk_delimited_rows(std::string_view text, char delimiter, const DelimitedRow& row) {
    auto rest = without_mark(text);
    std::vector<std::string_view> values;
    while (!rest.empty()) {
        take_row(rest, delimiter, values);
        const bool is_empty = values.size() == 1 && values[0].empty();
        if (!is_empty && !row(values)) return;
    }
}

}  // namespace primum::formats
