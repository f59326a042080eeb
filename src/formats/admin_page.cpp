#include "formats/admin_page.h"

#include "base/text.h"

namespace primum::formats {
namespace {

// The tag that begins at `text`, without its brackets, and no longer than this.
constexpr std::size_t tag_length_max = 512;

std::string_view tag_at(std::string_view text) {
    return text.substr(1, text.substr(0, tag_length_max).find('>') - 1);
}

bool is_named(std::string_view tag, std::string_view name) {
    if (!tag.starts_with(name)) return false;
    return tag.size() == name.size() || tag[name.size()] <= ' ' || tag[name.size()] == '/';
}

bool is_of_type_password(std::string_view tag) {
    std::string packed;  // Without spaces and quotes: type=password.
    for (const char letter : tag) {
        if (letter > ' ' && letter != '"' && letter != '\'') packed.push_back(letter);
    }
    return contains(packed, "type=password");
}

}  // namespace

AdminPage read_admin_page(std::string_view html) {
    const auto lower = lower_case(html);
    const std::string_view text = lower;
    AdminPage page;
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const auto tag = tag_at(text.substr(at));
        const bool is_input = is_named(tag, "input");
        if (is_input && is_of_type_password(tag)) page.asks_for_password = true;
        if (is_input || is_named(tag, "form") || is_named(tag, "button")) page.has_form = true;
        if (is_named(tag, "script")) page.runs_scripts = true;
    }
    return page;
}

}  // namespace primum::formats
