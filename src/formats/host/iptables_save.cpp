#include "formats/host/iptables_save.h"

#include "base/text.h"

namespace primum::formats {
namespace {

// -A INPUT -m comment --comment x -j DROP: words that ask nothing of the packet.
FilterRule rule_from(const std::vector<std::string_view>& words) {
    FilterRule rule{.conditional = false};
    for (std::size_t i = 2; i < words.size(); ++i) {
        const auto value = i + 1 < words.size() ? words[i + 1] : std::string_view();
        if (words[i] == "-j" || words[i] == "-g") {
            rule.target = value;
            rule.verdict = words[i] == "-j" ? Verdict::jump : Verdict::go_to;
            break;  // What follows belongs to the target.
        }
        const bool is_remark = words[i] == "--comment" || (words[i] == "-m" && value == "comment");
        if (is_remark) {
            ++i;
        } else {
            rule.conditional = true;
        }
    }
    if (rule.target == "ACCEPT") rule.verdict = Verdict::accept;
    if (rule.target == "DROP" || rule.target == "REJECT") rule.verdict = Verdict::refuse;
    if (rule.target == "RETURN") rule.verdict = Verdict::leave;
    return rule;
}

// Texts in quotes are one word.
std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!(line = trim(line)).empty()) {
        const bool quoted = line[0] == '"';
        const auto end = quoted ? line.find('"', 1) : line.find_first_of(" \t");
        const auto length = end == std::string_view::npos ? line.size() : end + (quoted ? 1 : 0);
        words.push_back(line.substr(0, length));
        line.remove_prefix(length);
    }
    return words;
}

}  // namespace

PacketFilter parse_iptables_save(std::string_view text, std::string_view family) {
    PacketFilter filter;
    bool in_filter = false;
    auto& chains = filter.tables[{std::string(family), "filter"}];
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (line.starts_with('*')) in_filter = line == "*filter";
        if (!in_filter || line.empty()) continue;
        const auto words = words_of(line);
        if (line[0] == ':' && words.size() >= 2) {
            const auto name = words[0].substr(1);
            chains[std::string(name)] = {.on_input = name == "INPUT",
                                         .refuses = words[1] == "DROP"};
        } else if (words[0] == "-A" && words.size() >= 2 &&
                   filter.rules < PacketFilter::rules_max) {
            ++filter.rules;
            chains[std::string(words[1])].rules.push_back(rule_from(words));
        }
    }
    return filter;
}

}  // namespace primum::formats
