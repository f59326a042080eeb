// TreeWalk: JSON and XML as one kind of tree, walked in order, for formats that exist in both.
//
// Believes nothing: text that is cut or broken is walked as far as it makes sense. No entities, no
// documents drawn in, no tree in memory. Pieces are views into the text, as written there.
#pragma once

#include <functional>
#include <string_view>

namespace primum::formats {

struct TreePiece {
    enum class Kind { begin, end, value };
    Kind kind = Kind::value;
    std::string_view name;  // Of the member or element; of the array for what stands in one.
                            // Without the prefix of an XML name.
    std::string_view text;  // Of a value: a JSON string or number, an XML text, or the attribute
                            // "value" as FHIR and CDA write it.
    std::string_view attributes;  // Of the beginning of an XML element.
};

using TreeListener = std::function<void(const TreePiece&)>;

inline constexpr std::size_t tree_depth_max = 200;  // What lies deeper is walked as if beside.

void walk_json(std::string_view text, const TreeListener& listener);
void walk_xml(std::string_view text, const TreeListener& listener);

// By the first character that is no space; true when there was one to walk by.
bool walk_tree(std::string_view text, const TreeListener& listener);

}  // namespace primum::formats
