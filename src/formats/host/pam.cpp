#include "formats/host/pam.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t rules_max = 1000;

std::optional<PamRule::Kind> kind_named(std::string_view word) {
    using enum PamRule::Kind;
    if (word.starts_with('-')) word.remove_prefix(1);  // Silent where the module is missing.
    if (equal_ignoring_case(word, "auth")) return authentication;
    if (equal_ignoring_case(word, "account")) return account;
    if (equal_ignoring_case(word, "password")) return password;
    if (equal_ignoring_case(word, "session")) return session;
    return std::nullopt;
}

// A word, or what stands between brackets; it is taken off `line`.
std::string_view take_word(std::string_view& line) {
    line = trim(line);
    const bool bracketed = line.starts_with('[');
    auto end = bracketed ? line.find(']') : line.find_first_of(" \t");
    if (end != std::string_view::npos && bracketed) ++end;
    const auto word = line.substr(0, end);
    line.remove_prefix(word.size());
    return word;
}

std::optional<PamRule> parse_rule(std::string_view line) {
    const auto first = take_word(line);
    if (first == "@include") return PamRule{.module = std::string(trim(line))};
    const auto kind = kind_named(first);
    if (!kind) return std::nullopt;
    PamRule rule{.kind = *kind, .control = std::string(take_word(line))};
    const auto module = take_word(line);
    rule.module = module.substr(module.rfind('/') + 1);  // npos + 1 is 0: the whole.
    if (rule.module.empty()) return std::nullopt;
    if (rule.control == "include" || rule.control == "substack") rule.kind = PamRule::Kind::include;
    for (auto word = take_word(line); !word.empty(); word = take_word(line)) {
        rule.arguments.emplace_back(word);
    }
    return rule;
}

// A backslash at the end of a line goes on with the next one.
std::string joined(std::string_view text) {
    std::string whole(text);
    for (auto at = whole.find("\\\n"); at != std::string::npos; at = whole.find("\\\n", at)) {
        whole.replace(at, 2, " ");
    }
    return whole;
}

}  // namespace

bool PamRule::has(std::string_view argument) const {
    return std::ranges::find(arguments, argument) != arguments.end();
}

std::string_view PamRule::value(std::string_view name) const {
    const auto found = std::ranges::find_if(arguments, [&](std::string_view argument) {
        return argument.size() > name.size() && argument.starts_with(name) &&
               argument[name.size()] == '=';
    });
    if (found == arguments.end()) return {};
    return std::string_view(*found).substr(name.size() + 1);
}

std::vector<PamRule> parse_pam_file(std::string_view text) {
    std::vector<PamRule> rules;
    const auto whole = joined(text);
    for (const auto line : split(whole, '\n')) {
        auto rule = parse_rule(line.substr(0, line.find('#')));
        if (rule && rules.size() < rules_max) rules.push_back(*std::move(rule));
    }
    return rules;
}

}  // namespace primum::formats
