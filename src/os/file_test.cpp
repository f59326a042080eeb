#include "os/file.h"

#include <sys/stat.h>

#include <fstream>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"

namespace primum::os {
namespace {

class File : public testing::Test {
protected:
    const std::filesystem::path& folder() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

TEST_F(File, what_is_published_is_read_back_and_is_private) {
    ASSERT_TRUE(publish(folder() / "report", "un"));
    ASSERT_TRUE(publish(folder() / "report", "deux"));
    EXPECT_EQ(*read_text(folder() / "report", 100), "deux");
    struct stat state {};
    ASSERT_EQ(stat((folder() / "report").c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777U, 0600U);
}

TEST_F(File, a_failed_publication_leaves_nothing_behind) {
    std::filesystem::create_directory(folder() / "taken");
    EXPECT_FALSE(publish(folder() / "taken", "text"));
    const std::filesystem::directory_iterator entries(folder());
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST_F(File, a_file_over_the_limit_is_refused) {
    ASSERT_TRUE(publish(folder() / "long", "0123456789"));
    const auto text = read_text(folder() / "long", 9);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, ErrorKind::malformed);
}

TEST_F(File, a_missing_file_is_not_an_empty_one) {
    const auto text = read_text(folder() / "absent", 9);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, ErrorKind::not_found);
    EXPECT_NE(text.error().message.french.find("il n'existe pas"), std::string::npos);
}

TEST_F(File, a_private_directory_is_private_and_may_already_be_there) {
    ASSERT_TRUE(make_private_directory(folder() / "a/b"));
    ASSERT_TRUE(make_private_directory(folder() / "a/b"));
    struct stat state {};
    ASSERT_EQ(stat((folder() / "a/b").c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777U, 0700U);
}

TEST_F(File, a_directory_cannot_be_made_over_a_file) {
    ASSERT_TRUE(publish(folder() / "file", ""));
    EXPECT_FALSE(make_private_directory(folder() / "file"));
}

}  // namespace
}  // namespace primum::os
