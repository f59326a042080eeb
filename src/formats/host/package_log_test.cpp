#include "formats/host/package_log.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(PackageLog, the_last_upgrade_is_told_from_the_last_installation) {
    const auto log = parse_package_log(
        "2026-01-02 03:04:05 startup archives unpack\n"
        "2026-01-02 03:04:06 install lynis:all <none> 3.0.8\n"
        "2026-02-02 03:04:06 upgrade libc6:amd64 2.36-9 2.36-10\n"
        "2026-03-02 03:04:06 install vlc:amd64 <none> 3\n2026-03-02 03:04:07 status installed "
        "vlc\n");
    EXPECT_EQ(log.first, parse_time("2026-01-02T03:04:05Z"));
    EXPECT_EQ(log.last_upgraded, parse_time("2026-02-02T03:04:06Z"));
    EXPECT_EQ(log.last_installed, parse_time("2026-03-02T03:04:06Z"));
}

TEST(PackageLog, nonsense_has_no_date) {
    const auto log = parse_package_log("hello\n2026-13-02 03:04:05 upgrade x\n");
    EXPECT_FALSE(log.first);
    EXPECT_FALSE(log.last_upgraded);
}

}  // namespace
}  // namespace primum::formats
