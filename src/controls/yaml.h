// YamlNode: a document from a person's hand as a tree of texts with their lines, within bounds.
//
// Only what the catalogue needs of YAML: maps, lists, scalars. Anchors, aliases, tags and several
// documents in a file are refused, so that a small file cannot stand for a large tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/sentence.h"

namespace primum::controls {

struct YamlNode {
    enum class Kind { nothing, scalar, list, map };
    Kind kind = Kind::nothing;
    std::string key;              // Under which it stands, when its parent is a map.
    std::string text;             // Of a scalar.
    bool quoted = false;          // A scalar in quotes or a block: a text, whatever it spells.
    int line = 0;                 // From 1.
    std::vector<YamlNode> items;  // Of a list or a map, in order. No key comes twice.

    const YamlNode* find(std::string_view name) const;  // Null when the map has no such key.
};

struct YamlProblem {
    int line = 0;
    Sentence what;
};

constexpr std::size_t yaml_bytes_max = 256UL * 1024;
constexpr std::size_t yaml_nodes_max = 20'000;
constexpr int yaml_depth_max = 12;

// The one document of `text`. An empty text is a node of nothing.
std::variant<YamlNode, YamlProblem> parse_yaml(std::string_view text);

}  // namespace primum::controls
