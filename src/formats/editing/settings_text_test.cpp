#include "formats/editing/settings_text.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

constexpr std::string_view smb =
    "# le NAS\n"
    "[global]\n"
    "   workgroup = CABINET\n"
    "\n"
    "[scans]\n"
    "   path = /srv/scans\n"
    "   Guest OK = yes   \n"
    "; read only = no\n"
    "\n"
    "[patients]\n"
    "   comment = a long \\\n"
    "       guest ok = yes\n"
    "   guest ok = yes\n";

TEST(SettingsText, a_value_is_replaced_where_it_stands_and_nothing_else_moves) {
    std::string expected(smb);
    expected.replace(expected.find("yes"), 3, "no");
    EXPECT_EQ(with_setting(smb, samba_dialect, {"scans", "guest ok"}, "no"), expected);
}

TEST(SettingsText, samba_does_not_care_for_case_and_blanks_in_names) {
    EXPECT_EQ(setting(smb, samba_dialect, {"SCANS", "guestok"}), "yes");
    EXPECT_EQ(setting(smb, keyfile_dialect, {"scans", "guest ok"}), std::nullopt);
}

TEST(SettingsText, a_continued_line_is_one_value) {
    const auto changed = with_setting(smb, samba_dialect, {"patients", "guest ok"}, "no");
    EXPECT_TRUE(changed.ends_with("       guest ok = yes\n   guest ok = no\n"));
}

TEST(SettingsText, a_new_setting_comes_last_in_its_section_and_is_indented_like_it) {
    const auto changed = with_setting(smb, samba_dialect, {"global", "map to guest"}, "Never");
    EXPECT_NE(changed.find("   workgroup = CABINET\n   map to guest = Never\n\n[scans]"),
              std::string::npos);
}

TEST(SettingsText, a_section_that_is_missing_is_added_at_the_end) {
    EXPECT_EQ(with_setting("[a]\nb=1", keyfile_dialect, {"c", "d"}, "2"), "[a]\nb=1\n\n[c]\nd=2\n");
    EXPECT_EQ(with_setting("", keyfile_dialect, {"c", "d"}, "2"), "[c]\nd=2\n");
}

TEST(SettingsText, what_a_comment_says_is_not_set) {
    EXPECT_EQ(setting(smb, samba_dialect, {"scans", "read only"}), std::nullopt);
}

TEST(SettingsText, the_last_line_wins) {
    constexpr std::string_view twice = "bind 127.0.0.1\nbind 0.0.0.0\n";
    EXPECT_EQ(setting(twice, words_dialect, {"", "bind"}), "0.0.0.0");
    EXPECT_EQ(with_setting(twice, words_dialect, {"", "bind"}, "::1"),
              "bind 127.0.0.1\nbind ::1\n");
}

TEST(SettingsText, the_comment_after_a_value_stays) {
    EXPECT_EQ(with_setting("listen_addresses = '*'\t\t# what IP\n", postgresql_dialect,
                           {"", "listen_addresses"}, "'localhost'"),
              "listen_addresses = 'localhost'\t\t# what IP\n");
    EXPECT_EQ(setting("a = 'x # y' # z", postgresql_dialect, {"", "a"}), "'x # y'");
}

TEST(SettingsText, what_is_taken_out_stays_as_a_comment) {
    EXPECT_EQ(without_setting("[Seat:*]\nautologin-user=eve\nx=1\n", keyfile_dialect,
                              {"Seat:*", "autologin-user"}),
              "[Seat:*]\n#autologin-user=eve\nx=1\n");
}

TEST(SettingsText, line_ends_of_windows_are_kept) {
    EXPECT_EQ(with_setting("a=1\r\n", vsftpd_dialect, {"", "b"}, "2"), "a=1\r\nb=2\r\n");
    EXPECT_EQ(with_setting("a=1\r\nc=3\r\n", vsftpd_dialect, {"", "a"}, "2"), "a=2\r\nc=3\r\n");
}

TEST(SettingsText, a_setting_of_the_head_goes_before_the_first_section) {
    EXPECT_EQ(with_setting("uid = x\n\n[m]\npath = /\n", samba_dialect, {"", "address"}, "::1"),
              "uid = x\naddress = ::1\n\n[m]\npath = /\n");
}

TEST(SettingsText, a_bare_word_gets_a_value) {
    EXPECT_EQ(with_setting("[mysqld]\nskip-bind\n", mysql_dialect, {"mysqld", "skip-bind"}, "1"),
              "[mysqld]\nskip-bind = 1\n");
}

TEST(SettingsText, sections_are_told_once_each) {
    EXPECT_EQ(section_names("[a]\n[B]\n[b]\n", samba_dialect),
              (std::vector<std::string>{"a", "B"}));
}

}  // namespace
}  // namespace primum::formats
