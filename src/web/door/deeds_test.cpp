#include "web/door/deeds.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/testing/temporary_folder.h"
#include "os/file.h"

namespace primum::web {
namespace {

class DeedsTest : public testing::Test {
protected:
    std::filesystem::path file() const { return folder_ / "deeds.jsonl"; }
    std::string content() const { return *os::read_text(file(), 1'000'000); }
    void write(const std::string& text) const { ASSERT_TRUE(os::publish(file(), text)); }

    void fill() const {
        auto deeds = Deeds::open(file());
        ASSERT_TRUE(deeds);
        ASSERT_TRUE(deeds->add("Dr Martin", "sign-in", ""));
        ASSERT_TRUE(deeds->add("Dr Martin", "accepted", "net-smb1"));
        ASSERT_TRUE(deeds->add("Mme Petit", "audit", ""));
    }

    TemporaryFolder folder_;
};

TEST_F(DeedsTest, what_was_done_is_there_after_opening_again_the_newest_first) {
    fill();
    const auto read = Deeds::open(file())->newest(2);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->deeds.size(), 2U);
    EXPECT_EQ(read->deeds[0].by, "Mme Petit");
    EXPECT_EQ(read->deeds[1].of, "net-smb1");
    EXPECT_EQ(read->newest_hash.size(), 64U);
}

TEST_F(DeedsTest, the_file_is_for_its_owner_alone) {
    fill();
    struct stat status {};
    ASSERT_EQ(::stat(file().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(DeedsTest, a_changed_line_is_noticed) {
    fill();
    auto text = content();
    text.replace(text.find("net-smb1"), 8, "net-nfs1");
    write(text);
    const auto opened = Deeds::open(file());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::corrupt);
}

TEST_F(DeedsTest, a_line_taken_out_of_the_middle_is_noticed) {
    fill();
    auto text = content();
    const auto first = text.find('\n') + 1;
    text.erase(first, text.find('\n', first) + 1 - first);
    write(text);
    EXPECT_FALSE(Deeds::open(file()));
}

TEST_F(DeedsTest, what_a_kill_left_half_written_is_dropped_and_the_chain_goes_on) {
    fill();
    write(content() + R"({"after":"12","at")");
    auto deeds = Deeds::open(file());
    ASSERT_TRUE(deeds);
    ASSERT_TRUE(deeds->add("Dr Martin", "report", "pdf"));
    const auto read = deeds->newest(10);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->deeds.size(), 4U);
    EXPECT_EQ(read->deeds[0].what, "report");
}

TEST_F(DeedsTest, two_programs_cannot_write_one_history) {
    const auto first = Deeds::open(file());
    ASSERT_TRUE(first);
    const auto second = Deeds::open(file());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::usage);
}

TEST_F(DeedsTest, a_name_with_a_line_end_makes_no_second_line) {
    auto deeds = Deeds::open(file());
    ASSERT_TRUE(deeds->add("a\nb", "audit", "c\r\nd"));
    EXPECT_EQ(std::ranges::count(content(), '\n'), 1);
}

}  // namespace
}  // namespace primum::web
