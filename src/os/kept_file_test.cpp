#include "os/kept_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/testing/temporary_folder.h"

namespace primum::os {
namespace {

class KeptFileTest : public ::testing::Test {
protected:
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::recursive_directory_iterator(folder_.path()), {}));
    }

    TemporaryFolder folder_;
};

TEST_F(KeptFileTest, what_is_not_there_is_nothing_and_not_an_error) {
    const auto file = read_kept_file(folder_ / "none");
    ASSERT_TRUE(file);
    EXPECT_FALSE(*file);
}

TEST_F(KeptFileTest, comes_back_with_its_permissions_and_leaves_no_other_file) {
    const KeptFile file{"a = 1\n", 0640, ::getuid(), ::getgid()};
    ASSERT_TRUE(write_kept_file(folder_ / "conf", file));
    EXPECT_EQ(read_kept_file(folder_ / "conf").value(), file);
    EXPECT_EQ(files(), 1U);
}

TEST_F(KeptFileTest, a_folder_that_is_missing_is_made) {
    ASSERT_TRUE(write_kept_file(folder_ / "new" / "conf", {"x", 0644, ::getuid(), ::getgid()}));
    EXPECT_TRUE(read_kept_file(folder_ / "new" / "conf").value());
}

TEST_F(KeptFileTest, a_link_stays_a_link_and_its_target_changes) {
    ASSERT_TRUE(write_kept_file(folder_ / "real", {"old", 0600, ::getuid(), ::getgid()}));
    std::filesystem::create_symlink("real", folder_ / "link");
    ASSERT_TRUE(write_kept_file(folder_ / "link", {"new", 0600, ::getuid(), ::getgid()}));
    EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
    EXPECT_EQ(read_kept_file(folder_ / "real").value()->content, "new");
}

TEST_F(KeptFileTest, a_folder_is_no_file) {
    const auto file = read_kept_file(folder_.path());
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().kind, ErrorKind::denied);
}

TEST_F(KeptFileTest, removing_what_is_not_there_is_fine) {
    EXPECT_TRUE(remove_kept_file(folder_ / "none"));
}

TEST_F(KeptFileTest, what_may_be_changed_is_told_by_its_folder) {
    EXPECT_TRUE(may_change(folder_ / "new" / "deep" / "conf"));
    EXPECT_FALSE(may_change("/proc/sys/none"));
}

}  // namespace
}  // namespace primum::os
