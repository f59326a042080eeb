#include "formats/share_report.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

TEST(ShareReport, a_share_is_read_as_it_was_written) {
    const ShareReport share{.name = "patients", .readable = true, .files = 34, .complete = true};
    const auto read = parse_worker_report(encode(share));
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<ShareReport>(*read), share);
}

TEST(ShareReport, a_file_comes_through_whatever_its_name_and_bytes) {
    const auto bytes = as_bytes(std::string_view("\n\t\0\xff", 4));
    const FileReport file{
        .share = "scans", .name = "a\tb\n\xe9", .bytes = Bytes(bytes.begin(), bytes.end())};
    const auto line = encode(file);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto read = parse_worker_report(line);
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<FileReport>(*read), file);
}

TEST(ShareReport, a_name_that_a_terminal_would_obey_is_refused) {
    EXPECT_FALSE(parse_worker_report("share\t\x1b[2J\t1\t-\t-\t-"));
    EXPECT_FALSE(parse_worker_report("share\t\t1\t-\t-\t-"));
}

TEST(ShareReport, words_and_numbers_that_are_none_are_refused) {
    EXPECT_FALSE(parse_worker_report(""));
    EXPECT_FALSE(parse_worker_report("file\tscans\t61\t6"));
    EXPECT_FALSE(parse_worker_report("file\tscans\t61\tzz"));
    EXPECT_FALSE(parse_worker_report("session\tadministrator\topened"));
    EXPECT_FALSE(parse_worker_report("share\ta\t1\t-\t-1\t-"));
    EXPECT_FALSE(parse_worker_report("share\ta\t1\t-\t18446744073709551615\t-"));
}

}  // namespace
}  // namespace primum::formats
