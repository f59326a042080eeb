#include "os/command.h"

#include <gtest/gtest.h>

namespace primum::os {
namespace {

TEST(Command, what_it_says_and_how_it_ends_are_told_apart) {
    const auto answer = run_command({.argv = {"sh", "-c", "echo out; echo err >&2; exit 3"}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 3);
    EXPECT_EQ(answer->output, "out\n");
    EXPECT_EQ(answer->errors, "err\n");
}

TEST(Command, its_input_reaches_it_and_nothing_is_read_by_a_shell) {
    const auto answer = run_command({.argv = {"cat"}, .input = "secret $HOME"});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->output, "secret $HOME");
    const auto words = run_command({.argv = {"echo", "$HOME; true"}});
    ASSERT_TRUE(words);
    EXPECT_EQ(words->output, "$HOME; true\n");
}

TEST(Command, an_unread_input_kills_nobody) {
    EXPECT_TRUE(run_command({.argv = {"true"}, .input = std::string(60'000, 'x')}));
}

TEST(Command, a_program_that_is_not_installed_is_not_found) {
    const auto answer = run_command({.argv = {"no-such-program"}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::not_found);
}

TEST(Command, one_that_does_not_end_is_killed) {
    const auto answer =
        run_command({.argv = {"sleep", "60"}, .time = std::chrono::milliseconds(50)});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unreachable);
}

TEST(Command, what_it_leaves_running_is_not_waited_for) {
    const auto answer = run_command({.argv = {"sh", "-c", "echo on; sleep 5 & exit 0"}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->output, "on\n");
}

TEST(Command, a_long_output_comes_whole) {
    const auto answer = run_command({.argv = {"head", "-c", "1000000", "/dev/zero"}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->output.size(), 1'000'000U);
}

TEST(Command, an_answer_with_an_error_carries_the_command_and_its_last_words) {
    const auto answer =
        run_command_well({.argv = {"sh", "-c", "echo a; echo no room >&2; exit 1"}});
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.english.find("no room"), std::string::npos);
}

TEST(Command, is_shown_as_it_would_be_typed) {
    EXPECT_EQ(as_typed({"echo", "a b", "it's", ""}), "echo 'a b' 'it'\\''s' ''");
}

}  // namespace
}  // namespace primum::os
