#include "formats/admin_page.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(AdminPage, a_password_field_is_seen_however_it_is_written) {
    for (const auto* html :
         {R"(<input type="password" name=p>)", "<INPUT name=x TYPE = 'Password'>",
          "<form><input\n type=password></form>"}) {
        EXPECT_TRUE(read_admin_page(html).asks_for_password) << html;
    }
}

TEST(AdminPage, talk_of_a_password_is_no_field) {
    const auto page = read_admin_page("<p>type=\"password\" <label>password</label><input name=a>");
    EXPECT_FALSE(page.asks_for_password);
    EXPECT_TRUE(page.has_form);
    EXPECT_FALSE(page.runs_scripts);
}

TEST(AdminPage, a_page_made_in_the_browser_is_known_as_such) {
    EXPECT_TRUE(read_admin_page("<script src=app.js></script><div id=root>").runs_scripts);
    EXPECT_FALSE(read_admin_page("<").has_form);
    EXPECT_FALSE(read_admin_page("").has_form);
}

}  // namespace
}  // namespace primum::formats
