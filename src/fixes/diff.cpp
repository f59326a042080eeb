#include "fixes/diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace primum::fixes {
namespace {

constexpr std::size_t context_lines = 3;
constexpr std::size_t line_bytes_max = 4000;
// Past this many cells of the table below, the middle is shown as wholly replaced.
constexpr std::size_t cells_max = 4'000'000;

using Lines = std::vector<std::string_view>;

struct Line {
    char sign;  // ' ', '-' or '+'
    std::string_view text;
};

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

// The longest common subsequence by its table: files of settings are short, and what is the same at
// both ends was taken off before.
std::vector<Line> compare_middle(const Lines& before, const Lines& after) {
    std::vector<Line> script;
    if ((before.size() + 1) * (after.size() + 1) > cells_max) {
        for (const auto line : before) script.push_back({'-', line});
        for (const auto line : after) script.push_back({'+', line});
        return script;
    }
    const auto width = after.size() + 1;
    std::vector<std::uint32_t> common((before.size() + 1) * width, 0);
    for (auto i = before.size(); i-- > 0;) {
        for (auto j = after.size(); j-- > 0;) {
            common[i * width + j] = before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                                          : std::max(common[(i + 1) * width + j],
                                                                     common[i * width + j + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const bool left = i < before.size();
        const bool right = j < after.size();
        if (left && right && before[i] == after[j]) {
            script.push_back({' ', before[i]});
            ++i, ++j;
        } else if (left && (!right || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            script.push_back({'-', before[i++]});
        } else {
            script.push_back({'+', after[j++]});
        }
    }
    return script;
}

std::vector<Line> compare(const Lines& before, const Lines& after) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    std::vector<Line> script;
    for (std::size_t i = 0; i < head; ++i) script.push_back({' ', before[i]});
    const auto middle = compare_middle({before.begin() + static_cast<std::ptrdiff_t>(head),
                                        before.end() - static_cast<std::ptrdiff_t>(tail)},
                                       {after.begin() + static_cast<std::ptrdiff_t>(head),
                                        after.end() - static_cast<std::ptrdiff_t>(tail)});
    script.insert(script.end(), middle.begin(), middle.end());
    for (auto i = before.size() - tail; i < before.size(); ++i) script.push_back({' ', before[i]});
    return script;
}

// Whether line `index` is a change, or within reach of one.
std::vector<bool> shown_lines(const std::vector<Line>& script) {
    std::vector<bool> shown(script.size(), false);
    for (std::size_t i = 0; i < script.size(); ++i) {
        if (script[i].sign == ' ') continue;
        const auto from = i - std::min(i, context_lines);
        const auto to = std::min(script.size(), i + context_lines + 1);
        for (auto near = from; near < to; ++near) shown[near] = true;
    }
    return shown;
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
    if (before == after) return {};
    const auto script = compare(lines_of(before), lines_of(after));
    const auto shown = shown_lines(script);
    auto text = fmt::format("--- {0}\n+++ {0}\n", name);
    std::size_t old_line = 1;
    std::size_t new_line = 1;
    for (std::size_t i = 0; i < script.size();) {
        if (!shown[i]) {
            ++old_line, ++new_line, ++i;
            continue;
        }
        std::string hunk;
        std::size_t old_count = 0;
        std::size_t new_count = 0;
        for (; i < script.size() && shown[i]; ++i) {
            hunk += fmt::format("{}{}\n", script[i].sign, script[i].text.substr(0, line_bytes_max));
            if (script[i].sign != '+') ++old_count;
            if (script[i].sign != '-') ++new_count;
        }
        text += fmt::format("@@ -{},{} +{},{} @@\n{}", old_count > 0 ? old_line : old_line - 1,
                            old_count, new_count > 0 ? new_line : new_line - 1, new_count, hunk);
        old_line += old_count;
        new_line += new_count;
    }
    return text;
}

}  // namespace primum::fixes
