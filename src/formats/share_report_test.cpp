#include "formats/share_report.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(ShareReport, a_share_is_read_as_it_was_written) {
    const ShareReport share{.name = "patients",
                            .readable = true,
                            .files = 34,
                            .health_files = 30,
                            .patients = 21,
                            .counted_all = true};
    const auto read = parse_worker_report(encode(share));
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<ShareReport>(*read), share);
}

TEST(ShareReport, a_name_that_a_terminal_would_obey_is_refused) {
    EXPECT_FALSE(parse_worker_report("share\t\x1b[2J\t1\t-\t-\t-\t-\t-"));
    EXPECT_FALSE(parse_worker_report("share\t\t1\t-\t-\t-\t-\t-"));
}

TEST(ShareReport, words_and_numbers_that_are_none_are_refused) {
    EXPECT_FALSE(parse_worker_report(""));
    EXPECT_FALSE(parse_worker_report("session\tadministrator\topened"));
    EXPECT_FALSE(parse_worker_report("share\ta\t1\t-\t-1\t-\t-\t-"));
    EXPECT_FALSE(parse_worker_report("share\ta\t1\t-\t18446744073709551615\t-\t-\t-"));
}

}  // namespace
}  // namespace primum::formats
