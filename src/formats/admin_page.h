// Administration pages: what the HTML of a device's front page asks for, read without running it.
#pragma once

#include <string_view>

namespace primum::formats {

struct AdminPage {
    bool asks_for_password = false;  // An <input type="password">.
    bool has_form = false;           // Any form, field or button: something to operate.
    bool runs_scripts = false;  // It is made in the browser: what it asks for cannot be read here.
};

// Never fails: any text is some page.
AdminPage read_admin_page(std::string_view html);

}  // namespace primum::formats
