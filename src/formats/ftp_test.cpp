#include "formats/ftp.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(Ftp, the_last_line_of_a_reply_is_told_from_the_others) {
    const auto last = parse_ftp_reply_line("230 Login successful.");
    ASSERT_TRUE(last);
    EXPECT_EQ(last->code, 230);
    EXPECT_TRUE(last->is_last);
    EXPECT_EQ(last->text, "Login successful.");
    EXPECT_FALSE(parse_ftp_reply_line("230-Welcome")->is_last);
    EXPECT_FALSE(parse_ftp_reply_line(" free text"));
    EXPECT_FALSE(parse_ftp_reply_line("2300 bytes"));
}

TEST(Ftp, a_data_port_is_read_in_both_forms_and_its_address_ignored) {
    EXPECT_EQ(parse_ftp_data_port("Entering Extended Passive Mode (|||40001|)"), 40001);
    EXPECT_EQ(parse_ftp_data_port("Entering Passive Mode (10,9,8,7,156,65)."), 40001);
    EXPECT_FALSE(parse_ftp_data_port("(|||70000|)"));
    EXPECT_FALSE(parse_ftp_data_port("(1,2,3,4,256,1)"));
    EXPECT_FALSE(parse_ftp_data_port("Entering Passive Mode"));
}

TEST(Ftp, a_unix_listing_says_who_may_write) {
    const auto folder =
        parse_ftp_listing_line("drwxrwxrwx    2 106      65534        4096 Nov 24 03:57 mon depot");
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->name, "mon depot");
    EXPECT_TRUE(folder->is_folder);
    EXPECT_TRUE(folder->anonymous_writes);
    const auto file = parse_ftp_listing_line("-rw-r--r-- 1 0 0 12 Nov 24 2025 a.hl7");
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->is_folder);
    EXPECT_FALSE(file->anonymous_writes);
    EXPECT_TRUE(parse_ftp_listing_line("drwxr-xr-x 2 ftp ftp 12 Nov 24 2025 a")->anonymous_writes);
    EXPECT_EQ(parse_ftp_listing_line("lrwxrwxrwx 1 0 0 1 Jan 1 2025 a -> /etc")->name, "a");
}

TEST(Ftp, a_windows_listing_says_nothing_of_rights) {
    const auto folder = parse_ftp_listing_line("11-24-26  03:57AM       <DIR>          Mes images");
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->name, "Mes images");
    EXPECT_TRUE(folder->is_folder);
    EXPECT_FALSE(folder->anonymous_writes);
    EXPECT_TRUE(parse_ftp_listing_line("11-24-26  03:57AM    1234 a.dcm"));
}

TEST(Ftp, other_lines_are_no_entries) {
    EXPECT_FALSE(parse_ftp_listing_line("total 12"));
    EXPECT_FALSE(parse_ftp_listing_line(""));
    EXPECT_FALSE(parse_ftp_listing_line("-rw-r--r-- 1 0 0"));
}

}  // namespace
}  // namespace primum::formats
