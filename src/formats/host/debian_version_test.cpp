#include "formats/host/debian_version.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

bool older(std::string_view left, std::string_view right) {
    const auto one_way = compare_debian_versions(left, right) < 0;
    const auto other_way = compare_debian_versions(right, left) > 0;
    EXPECT_EQ(one_way, other_way) << left << " " << right;
    return one_way;
}

// The answers are those of `dpkg --compare-versions`.
TEST(DebianVersion, versions_are_ordered_as_by_dpkg) {
    EXPECT_TRUE(older("1.0", "1.1"));
    EXPECT_TRUE(older("1.9", "1.10"));
    EXPECT_TRUE(older("2.0", "1:1.0"));
    EXPECT_TRUE(older("1.0~rc1", "1.0"));
    EXPECT_TRUE(older("1.0~~", "1.0~"));
    EXPECT_TRUE(older("1.0", "1.0+deb12u1"));
    EXPECT_TRUE(older("1.0-1", "1.0-1+deb12u2"));
    EXPECT_TRUE(older("1.0-1+deb12u2", "1.0-1+deb12u10"));
    EXPECT_TRUE(older("1.0a", "1.0+"));
    EXPECT_TRUE(older("3.0.11-1~deb12u2", "3.0.11-1"));
    EXPECT_TRUE(older("128.3.0esr-1~deb12u1", "128.10.0esr-1~deb12u1"));
    EXPECT_TRUE(older("", "0a"));
}

TEST(DebianVersion, versions_that_differ_in_writing_only_are_equal) {
    for (const auto& [left, right] : {std::pair{"1.0", "1.0"},
                                      {"0:1.0", "1.0"},
                                      {"1.00", "1.0"},
                                      {"1.0-0", "1.0"},
                                      {"1.0-", "1.0"},
                                      {"", "0"}}) {
        EXPECT_EQ(compare_debian_versions(left, right), std::strong_ordering::equal) << left;
    }
}

}  // namespace
}  // namespace primum::formats
