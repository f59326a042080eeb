// Assets: style, script and mark, the same for everybody. Part of the program.
#pragma once

#include <string_view>

namespace primum::web {

struct Asset {
    std::string_view path;  // With the hash of its content: "/style-1f2e3d4c5b6a.css".
    std::string_view type;
    std::string_view content;
};

extern const Asset style_asset;
extern const Asset script_asset;
extern const Asset mark_asset;

// Null when there is none.
const Asset* find_asset(std::string_view path);

}  // namespace primum::web
