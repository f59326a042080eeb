#include "fixes/diff.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "os/command.h"
#include "os/file.h"

namespace primum::fixes {
namespace {

std::string many_lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "line " + std::to_string(i) + "\n";
    return text;
}

TEST(Diff, of_the_same_text_is_empty) { EXPECT_EQ(unified_diff("f", "a\nb\n", "a\nb\n"), ""); }

TEST(Diff, shows_the_line_that_changes_between_its_neighbours) {
    EXPECT_EQ(unified_diff("f", "a\nb\nc\n", "a\nB\nc\n"),
              "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
}

TEST(Diff, of_a_new_file_adds_all_its_lines) {
    EXPECT_EQ(unified_diff("f", "", "a\nb\n"), "--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
}

// The judge is patch(1): what it makes of the old text must be the new one.
TEST(Diff, is_understood_by_patch) {
    auto after = many_lines(60);
    after.replace(after.find("line 7\n"), 7, "seven\nand a half\n");
    after.erase(after.find("line 40\n"), 8);
    after += "the end\n";
    const auto folder = ::testing::TempDir() + "diff-" + std::to_string(::getpid());
    ASSERT_TRUE(os::make_private_directory(folder));
    ASSERT_TRUE(os::publish(folder + "/f", many_lines(60)));
    const auto patched = os::run_command_well({.argv = {"patch", "-s", "-d", folder, "-p0"},
                                               .input = unified_diff("f", many_lines(60), after)});
    ASSERT_TRUE(patched) << patched.error().message.english;
    EXPECT_EQ(os::read_text(folder + "/f", 100'000).value(), after);
}

TEST(Diff, of_two_long_strangers_is_still_shown) {
    std::string other;
    for (int i = 0; i < 3000; ++i) other += "other " + std::to_string(i) + "\n";
    const auto text = unified_diff("f", many_lines(3000), other);
    EXPECT_NE(text.find("-line 2999\n"), std::string::npos);
    EXPECT_NE(text.find("+other 0\n"), std::string::npos);
}

}  // namespace
}  // namespace primum::fixes
