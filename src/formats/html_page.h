// HtmlPage: the little that can be told of a web page without showing it: its title, and whether it
// asks who is there.
//
// No tree is built: one pass over at most html_bytes_max bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

inline constexpr std::size_t html_bytes_max = 256_KiB;
inline constexpr std::size_t html_title_bytes_max = 200;

struct HtmlPage {
    std::string title;           // Entities decoded, white space folded, printable.
    bool asks_password = false;  // It holds a password field.
    // It speaks of logging in, or is drawn by a script: who is let in cannot be told from it.
    bool mentions_login = false;
    bool is_drawn_by_script = false;
};

HtmlPage read_html_page(std::string_view html);

// The text with its character references decoded, numeric ones and the few named ones that titles
// hold (HTML, 13.5); others stay as they are.
std::string decode_entities(std::string_view text);

}  // namespace primum::formats
