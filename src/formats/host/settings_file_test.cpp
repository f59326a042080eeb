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

TEST(SettingsFile, what_kde_fixed_is_not_changed_by_a_later_file) {
    const auto mine = parse_key_file("[Daemon]\nTimeout=600\nAutolock=false\n[Other]\na=1\n");
    auto key = parse_key_file("[Daemon]\nTimeout[$i]=5\nAutolock[$e]=true\n");
    key.append(mine);
    EXPECT_EQ(key.find("Daemon", "Timeout"), "5");
    EXPECT_EQ(key.find("Daemon", "Autolock"), "false");
    auto group = parse_key_file("[Daemon][$i]\nTimeout=5\n");
    group.append(mine);
    EXPECT_EQ(group.find("Daemon", "Timeout"), "5");
    EXPECT_EQ(group.find("Daemon", "Autolock"), std::nullopt);
    EXPECT_EQ(group.find("Other", "a"), "1");
    auto file = parse_key_file("[$i]\n[Daemon]\nTimeout=5\n");
    file.append(mine);
    EXPECT_EQ(file.find("Daemon", "Timeout"), "5");
    EXPECT_EQ(file.find("Other", "a"), std::nullopt);
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
