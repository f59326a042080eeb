#include "formats/host/distribution_calendar.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

using namespace std::chrono_literals;

TEST(DistributionCalendar, debians_long_term_support_counts_and_paid_support_does_not) {
    constexpr std::string_view csv =
        "version,codename,series,created,release,eol,eol-lts,eol-elts\n"
        "10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30\n"
        "12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-06-10,2028-06-30,2033-06-30\n"
        "14,Forky,forky,2025-08-09\n";
    EXPECT_EQ(supported_until(csv, "buster"), std::chrono::sys_days(2024y / 6 / 30));
    EXPECT_EQ(supported_until(csv, "bookworm"), std::chrono::sys_days(2028y / 6 / 30));
    EXPECT_EQ(supported_until(csv, "forky"), std::nullopt);
    EXPECT_EQ(supported_until(csv, "jessie"), std::nullopt);
}

TEST(DistributionCalendar, ubuntu_ends_without_pro) {
    constexpr std::string_view csv =
        "version,codename,series,created,release,eol,eol-server,eol-esm\n"
        "20.04 LTS,Focal Fossa,focal,2019-10-17,2020-04-23,2025-05-31,2025-05-31,2030-04-23\n";
    EXPECT_EQ(supported_until(csv, "focal"), std::chrono::sys_days(2025y / 5 / 31));
}

TEST(DistributionCalendar, a_day_is_one_or_nothing) {
    EXPECT_FALSE(parse_day("2025-02-30"));
    EXPECT_FALSE(parse_day("2025-2-3"));
    EXPECT_FALSE(parse_day("20250230"));
    EXPECT_FALSE(parse_day(""));
    EXPECT_FALSE(supported_until("", "bookworm"));
}

}  // namespace
}  // namespace primum::formats
