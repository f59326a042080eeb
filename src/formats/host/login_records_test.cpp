#include "formats/host/login_records.h"

#include <cstring>

#include <gtest/gtest.h>
#include <utmp.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

std::string record(short type, const char* name, std::int32_t seconds) {
    utmp made{};
    made.ut_type = type;
    std::strncpy(made.ut_user, name, sizeof made.ut_user);
    made.ut_tv.tv_sec = seconds;
    return {reinterpret_cast<const char*>(&made), sizeof made};
}

TEST(LoginRecords, the_systems_own_structures_have_these_sizes) {
    EXPECT_EQ(sizeof(utmp), wtmp_record_bytes);
    EXPECT_EQ(sizeof(lastlog), lastlog_entry_bytes);
}

TEST(LoginRecords, the_newest_login_of_a_name_counts_and_other_records_do_not) {
    const auto file = record(USER_PROCESS, "anne", 2000) + record(USER_PROCESS, "anne", 1000) +
                      record(DEAD_PROCESS, "anne", 9000) + record(BOOT_TIME, "reboot", 9000) +
                      record(USER_PROCESS, "paul", 3000).substr(0, 100);
    const auto logins = parse_wtmp(as_bytes(file));
    ASSERT_EQ(logins.size(), 1U);
    EXPECT_EQ(logins.at("anne"), Time(std::chrono::seconds(2000)));
}

TEST(LoginRecords, lastlog_is_indexed_by_user_number) {
    std::string file(1001 * sizeof(lastlog), '\0');
    lastlog entry{};
    entry.ll_time = 1700000000;
    std::memcpy(file.data() + 1000 * sizeof entry, &entry, sizeof entry);
    const auto logins = parse_lastlog(as_bytes(file));
    ASSERT_EQ(logins.size(), 1U);
    EXPECT_EQ(logins.at(1000), Time(std::chrono::seconds(1700000000)));
}

}  // namespace
}  // namespace primum::formats
