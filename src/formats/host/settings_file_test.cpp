#include "formats/host/settings_file.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(SettingsFile, a_key_belongs_to_its_group_and_the_last_value_wins) {
    const auto settings = parse_key_file(
        "# gdm\n[daemon]\nAutomaticLoginEnable = true\r\nAutomaticLogin=anne\n"
        "[security]\n;x=1\n[daemon]\nAutomaticLogin=paul\n");
    EXPECT_EQ(settings.find("daemon", "AutomaticLoginEnable"), "true");
    EXPECT_EQ(settings.find("daemon", "AutomaticLogin"), "paul");
    EXPECT_FALSE(settings.find("security", "x"));
    EXPECT_FALSE(settings.find("AutomaticLogin"));
}

TEST(SettingsFile, kde_marks_are_no_part_of_the_key) {
    const auto settings = parse_key_file("[Daemon]\nAutolock[$i]=false\nTimeout[$ie]=30\n");
    EXPECT_EQ(settings.find("Daemon", "Autolock"), "false");
    EXPECT_EQ(settings.find("Daemon", "Timeout"), "30");
}

TEST(SettingsFile, assignments_lose_their_quotes) {
    const auto settings =
        parse_assignments("ID=debian\nPRETTY_NAME=\"Debian 12\"\nexport A='b c'\n#ID=x\n\"\n");
    EXPECT_EQ(settings.find("ID"), "debian");
    EXPECT_EQ(settings.find("PRETTY_NAME"), "Debian 12");
    EXPECT_EQ(settings.find("A"), "b c");
}

TEST(SettingsFile, words_are_parted_by_spaces_or_an_equals_sign) {
    const auto settings =
        parse_words("PASS_MAX_DAYS\t99999 # days\nminlen = 12\nenforce_for_root\n #x y\n");
    EXPECT_EQ(settings.find("PASS_MAX_DAYS"), "99999");
    EXPECT_EQ(settings.find("minlen"), "12");
    EXPECT_EQ(settings.find("enforce_for_root"), "");
}

TEST(SettingsFile, flags_and_numbers_are_whole_or_nothing) {
    EXPECT_EQ(parse_flag(" Yes "), true);
    EXPECT_EQ(parse_flag("0"), false);
    EXPECT_EQ(parse_flag("maybe"), std::nullopt);
    EXPECT_EQ(parse_signed("-1"), -1);
    EXPECT_EQ(parse_signed("uint32 5"), std::nullopt);
    EXPECT_EQ(parse_signed("9223372036854775808"), std::nullopt);
}

}  // namespace
}  // namespace primum::formats
