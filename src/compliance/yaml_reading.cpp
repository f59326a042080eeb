#include "compliance/yaml_reading.h"

#include <algorithm>

#include "base/text.h"

namespace primum::compliance {

using controls::YamlNode;

std::optional<YamlNode> YamlReading::map(std::string_view text,
                                         std::initializer_list<std::string_view> keys) const {
    auto parsed = controls::parse_yaml(text);
    if (const auto* problem = std::get_if<controls::YamlProblem>(&parsed)) {
        wrong(problem->line, problem->what);
        return std::nullopt;
    }
    auto& root = std::get<YamlNode>(parsed);
    if (root.kind != YamlNode::Kind::map) {
        wrong(1, {"ce fichier n'a pas la forme attendue", "this file has not the expected form"});
        return std::nullopt;
    }
    expect_keys(root, keys);
    return std::move(root);
}

void YamlReading::expect_keys(const YamlNode& map,
                              std::initializer_list<std::string_view> keys) const {
    for (const auto& item : map.items) {
        if (std::ranges::find(keys, item.key) == keys.end()) {
            wrong(item.line, say("clé inconnue : {}", "unknown key: {}", printable(item.key)));
        }
    }
}

std::string YamlReading::text(const YamlNode& map, std::string_view key) const {
    const auto* node = map.find(key);
    if (node != nullptr && node->kind == YamlNode::Kind::scalar && !trim(node->text).empty()) {
        return std::string(trim(node->text));
    }
    wrong(map.line, say("« {} » manque", "'{}' is missing", key));
    return {};
}

Sentence YamlReading::both(const YamlNode& map) const { return {text(map, "fr"), text(map, "en")}; }

Sentence YamlReading::both(const YamlNode& map, std::string_view key) const {
    const auto* node = map.find(key);
    if (node != nullptr) return both(*node);
    wrong(map.line, say("« {} » manque", "'{}' is missing", key));
    return {};
}

const std::vector<YamlNode>& YamlReading::list(const YamlNode& map, std::string_view key) const {
    static const std::vector<YamlNode> nothing;
    const auto* node = map.find(key);
    if (node != nullptr && node->kind == YamlNode::Kind::list) return node->items;
    wrong(map.line, say("la liste « {} » manque", "the list '{}' is missing", key));
    return nothing;
}

}  // namespace primum::compliance
