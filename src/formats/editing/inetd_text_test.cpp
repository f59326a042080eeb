#include "formats/editing/inetd_text.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

constexpr std::string_view text =
    "# /etc/inetd.conf\n"
    "telnet stream tcp nowait root /usr/sbin/telnetd telnetd\n"
    "#<off># ftp stream tcp nowait root /usr/sbin/ftpd\n"
    "127.0.0.1:ident\tstream tcp wait identd /usr/sbin/identd\n";

TEST(InetdText, only_lines_that_say_something_are_services) {
    EXPECT_EQ(inetd_services(text), (std::vector<std::string>{"telnet", "ident"}));
}

TEST(InetdText, a_service_is_switched_off_and_nothing_else_moves) {
    const auto made = without_inetd_services(text, {"telnet"});
    std::string expected(text);
    expected.insert(expected.find("telnet"), "#<off># ");
    EXPECT_EQ(made, expected);
    EXPECT_EQ(inetd_services(made), (std::vector<std::string>{"ident"}));
}

TEST(InetdText, a_service_that_is_not_there_changes_nothing) {
    EXPECT_EQ(without_inetd_services(text, {"login"}), text);
}

}  // namespace
}  // namespace primum::formats
