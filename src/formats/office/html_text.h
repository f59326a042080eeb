// Text of a web page or an HTML message, and characters written as entities.
#pragma once

#include <string>
#include <string_view>

namespace primum::formats {

// Appends `text` with "&eacute;", "&#233;" and "&#xE9;" as the characters they stand for (the names
// of HTML 4 for Western Europe). An unknown name stays as it is.
void append_without_entities(std::string& target, std::string_view text);

// UTF-8. The page's own declaration says its encoding, else UTF-8 where it is valid, else
// Windows-1252. Scripts and styles are left out; blocks end in a newline.
std::string html_text(std::string_view html);

}  // namespace primum::formats
