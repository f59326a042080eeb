#include "os/lines.h"

#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace primum::os {
namespace {

std::vector<std::string> lines_of(const std::string& content) {
    // Tests run side by side, each in a process of its own.
    const auto path =
        std::filesystem::path(testing::TempDir()) / ("lines_" + std::to_string(getpid()));
    std::ofstream(path, std::ios::binary) << content;
    std::vector<std::string> lines;
    EXPECT_TRUE(for_each_line(path, [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    }));
    std::filesystem::remove(path);
    return lines;
}

TEST(Lines, come_one_by_one_and_the_last_needs_no_end) {
    EXPECT_EQ(lines_of("one\n\nthree"), (std::vector<std::string>{"one", "", "three"}));
}

TEST(Lines, a_line_across_two_reads_is_whole) {
    std::string content;
    for (int i = 0; i < 20000; ++i) content += "0123456789\n";
    const auto lines = lines_of(content);
    ASSERT_EQ(lines.size(), 20000U);
    for (const auto& line : lines) ASSERT_EQ(line, "0123456789");
}

TEST(Lines, a_line_without_end_is_left_out_and_the_next_is_read) {
    EXPECT_EQ(lines_of(std::string(200'000, 'x') + "\nnext\n"), std::vector<std::string>{"next"});
}

TEST(Lines, an_absent_file_is_not_found) {
    const auto outcome = for_each_line("/nonexistent/list", [](std::string_view) { return true; });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::os
