#include "probes/files/walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"

namespace primum::probes::files {
namespace {

class WalkTest : public ::testing::Test {
protected:
    // Paths below the folder, sorted.
    std::vector<std::string> walk(const std::filesystem::path& root,
                                  std::set<std::string> left_out = {}) {
        std::vector<std::string> found;
        Walk walk(std::move(left_out), stop_);
        const WalkListener listener{
            [&](const WalkedFile& file) {
                found.push_back(file.path().substr(folder_.path().string().size()));
            },
            [&](const std::string& folder, const Error&) { unreadable_.push_back(folder); },
            [&](const std::string& folder) { elsewhere_.push_back(folder); }};
        outcome_ = walk.run(root, listener);
        std::ranges::sort(found);
        return found;
    }

    TemporaryFolder folder_;
    os::Stop stop_;
    Result<> outcome_;
    std::vector<std::string> unreadable_, elsewhere_;
};

TEST_F(WalkTest, every_file_is_given_once_with_its_folder) {
    folder_.write("a.txt", "x");
    folder_.write("b/c/d.txt", "x");
    folder_.write("b/empty.txt", "");
    EXPECT_EQ(walk(folder_.path()), (std::vector<std::string>{"/a.txt", "/b/c/d.txt"}));
    EXPECT_TRUE(outcome_);
}

TEST_F(WalkTest, no_link_is_followed) {
    const TemporaryFolder outside;
    outside.write("secret.txt", "x");
    folder_.write("a.txt", "x");
    std::filesystem::create_symlink(outside.path(), folder_.path() / "link");
    std::filesystem::create_symlink(outside.path() / "secret.txt", folder_.path() / "link.txt");
    EXPECT_EQ(walk(folder_.path()), std::vector<std::string>{"/a.txt"});
}

TEST_F(WalkTest, a_file_with_two_names_is_given_once) {
    folder_.write("a.txt", "x");
    std::filesystem::create_hard_link(folder_.path() / "a.txt", folder_.path() / "b.txt");
    EXPECT_EQ(walk(folder_.path()).size(), 1U);
}

TEST_F(WalkTest, pipes_and_devices_are_no_files) {
    ::mkfifo((folder_.path() / "pipe").c_str(), 0600);
    EXPECT_TRUE(walk(folder_.path()).empty());
}

TEST_F(WalkTest, a_folder_that_is_left_out_is_not_entered) {
    folder_.write("in/a.txt", "x");
    folder_.write("out/b.txt", "x");
    EXPECT_EQ(walk(folder_.path(), {(folder_.path() / "out").string()}),
              std::vector<std::string>{"/in/a.txt"});
}

TEST_F(WalkTest, one_file_may_be_the_root) {
    const auto file = folder_.write("a.txt", "x");
    EXPECT_EQ(walk(file), std::vector<std::string>{"/a.txt"});
}

TEST_F(WalkTest, a_root_that_is_not_there_is_an_error_and_not_an_empty_folder) {
    walk(folder_.path() / "absent");
    ASSERT_FALSE(outcome_);
    EXPECT_EQ(outcome_.error().kind, ErrorKind::not_found);
}

TEST_F(WalkTest, reading_leaves_the_access_time_as_it_was) {
    const auto path = folder_.write("a.txt", "x");
    const timespec times[] = {{1'000'000, 0}, {2'000'000, 0}};  // Read before it was written.
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    Walk walk({}, stop_);
    const WalkListener listener{[&](const WalkedFile& file) {
                                    const auto opened = open_file(file);
                                    ASSERT_TRUE(opened);
                                    char byte = 0;
                                    EXPECT_EQ(::read(opened->number(), &byte, 1), 1);
                                },
                                [](const auto&, const auto&) {}, [](const auto&) {}};
    ASSERT_TRUE(walk.run(folder_.path(), listener));
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_atim.tv_sec, 1'000'000);
}

TEST_F(WalkTest, a_file_replaced_by_a_link_is_not_opened) {
    folder_.write("a.txt", "x");
    Walk walk({}, stop_);
    const WalkListener listener{[&](const WalkedFile& file) {
                                    std::filesystem::remove(folder_.path() / "a.txt");
                                    std::filesystem::create_symlink("/etc/passwd",
                                                                    folder_.path() / "a.txt");
                                    EXPECT_FALSE(open_file(file));
                                },
                                [](const auto&, const auto&) {}, [](const auto&) {}};
    EXPECT_TRUE(walk.run(folder_.path(), listener));
}

}  // namespace
}  // namespace primum::probes::files
