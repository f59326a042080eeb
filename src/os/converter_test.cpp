#include "os/converter.h"

#include <gtest/gtest.h>

namespace primum::os {
namespace {

Conversion shell(const std::string& script) {
    return {.program = "/bin/sh", .arguments = {"-c", script}, .environment = {"WORD=hello"}};
}

TEST(Converter, hands_over_the_input_and_gives_back_the_output) {
    const std::string input(3'000'000, 'a');  // More than any pipe holds.
    const auto output = convert(shell("/usr/bin/tr a b"), input);
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, std::string(3'000'000, 'b'));
}

TEST(Converter, gives_the_program_only_the_environment_it_was_told) {
    const auto output = convert(shell("echo $WORD:$HOME"), "");
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, "hello:\n");
}

TEST(Converter, a_program_that_is_not_there_is_not_found) {
    const auto output = convert({.program = "/nowhere/weasyprint"}, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().kind, ErrorKind::not_found);
}

TEST(Converter, a_program_that_gives_up_is_an_error_whatever_it_said_before) {
    const auto output = convert(shell("echo half; exit 3"), "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().kind, ErrorKind::malformed);
}

TEST(Converter, a_program_that_does_not_end_is_ended) {
    auto conversion = shell("exec /bin/sleep 600");
    conversion.time_max = std::chrono::milliseconds(50);
    const auto output = convert(conversion, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().kind, ErrorKind::unreachable);
}

TEST(Converter, an_answer_without_end_is_an_error) {
    auto conversion = shell("exec /usr/bin/yes");
    conversion.output_bytes_max = 1'000'000;
    const auto output = convert(conversion, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().kind, ErrorKind::malformed);
}

}  // namespace
}  // namespace primum::os
