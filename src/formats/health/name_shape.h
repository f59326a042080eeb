// NameShape: names told by how they are written, where no label tells them: "DUPONT Jeanne",
// "Jeanne DUPONT", "J. DUPONT".
#pragma once

#include <string_view>

namespace primum::formats {

inline constexpr std::size_t name_shape_bytes_max = 64UL * 1024;  // More is not looked at.

struct NameShapes {
    int sure = 0;    // "DUPONT Jeanne", "J. DUPONT": little else is written so.
    int likely = 0;  // "Jeanne Dupont", "JEANNE DUPONT": so are places, products and headings.
};

// How often words in `text` stand like a name. In UTF-8 or an encoding of one byte a character.
NameShapes count_name_shapes(std::string_view text);

}  // namespace primum::formats
