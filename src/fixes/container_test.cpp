#include "fixes/container.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "fixes/changes/sealed_folder.h"

namespace primum::fixes {
namespace {

using namespace std::chrono_literals;

TEST(Container, is_of_a_format_that_has_a_name) {
    EXPECT_EQ(container_format_named("gocryptfs").value(), &gocryptfs());
    EXPECT_EQ(container_format_named("luks").value(), &luks());
    const auto other = container_format_named("zip");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::usage);
}

TEST(Container, of_luks_is_known_by_its_first_bytes) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "Patients.luks";
    EXPECT_FALSE(luks().is_container(path));
    std::ofstream(path) << "LUKS";
    EXPECT_FALSE(luks().is_container(path));
    std::ofstream(path) << std::string("LUKS\xba\xbe\0\x02", 8);
    EXPECT_TRUE(luks().is_container(path));
    EXPECT_FALSE(gocryptfs().is_container(path));
}

TEST(Container, of_luks_has_room_for_small_files_and_to_grow) {
    constexpr std::uint64_t mebibyte = 1024UL * 1024;
    const auto small = luks().bytes_needed({.files = 10'000, .folders = 100, .bytes = 10'000});
    EXPECT_GT(small, 10'000 * 4096 + 16 * mebibyte);
    const auto large = luks().bytes_needed({.files = 1, .folders = 1, .bytes = 1000 * mebibyte});
    EXPECT_GT(large, 1250 * mebibyte);
    EXPECT_EQ(large % mebibyte, 0U);
}

TEST(Container, of_luks_does_not_begin_on_fat_what_it_cannot_hold) {
    constexpr std::uint64_t gigabyte = 1'000'000'000;
    const FolderSize small{.files = 9, .bytes = gigabyte, .largest_file_bytes = gigabyte};
    EXPECT_TRUE(check_file_size(luks(), small, fat_file_bytes_max));
    // With the room to grow, 3.5 GB need more than 4 GiB.
    const FolderSize large{.files = 9, .bytes = 7 * gigabyte / 2, .largest_file_bytes = gigabyte};
    EXPECT_TRUE(check_file_size(luks(), large, UINT64_MAX));
    const auto refused = check_file_size(luks(), large, fat_file_bytes_max);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_NE(refused.error().message.french.find("gocryptfs"), std::string::npos);
    EXPECT_TRUE(check_file_size(gocryptfs(), large, fat_file_bytes_max));
}

TEST(Container, of_gocryptfs_has_room_on_fat_for_each_file_encrypted) {
    const FolderSize at_the_limit{
        .files = 1, .bytes = fat_file_bytes_max, .largest_file_bytes = fat_file_bytes_max};
    const auto refused = check_file_size(gocryptfs(), at_the_limit, fat_file_bytes_max);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.english.find("exFAT"), std::string::npos);
}

TEST(Container, that_nobody_opened_needs_no_closing) {
    const TemporaryFolder folder;
    EXPECT_TRUE(close_left_open(gocryptfs(), folder.path() / "none"));
    EXPECT_TRUE(close_left_open(luks(), folder.path() / "none"));
}

// gocryptfs works in the background: when whoever asked for it is killed, it goes on, mounts, and
// dies of not being heard, which leaves a mount that answers nobody.
TEST(Container, whose_opener_was_killed_does_not_open_after_it_was_closed) {
    if (!gocryptfs().is_possible() || ::access("/dev/fuse", R_OK | W_OK) != 0) {
        GTEST_SKIP() << "no gocryptfs here";
    }
    const TemporaryFolder place;
    const auto container = place / "Patients.chiffre";
    ASSERT_TRUE(gocryptfs().make(container, "correct-horse", {}));
    const auto folder = place / "open";
    for (const auto wait : {2ms, 20ms, 50ms, 90ms, 150ms}) {
        std::filesystem::create_directory(folder);
        const pid_t opener = ::fork();
        if (opener == 0) {
            (void)gocryptfs().open(container, folder, "correct-horse").has_value();
            ::_exit(0);
        }
        std::this_thread::sleep_for(wait);
        ::kill(opener, SIGKILL);
        ::waitpid(opener, nullptr, 0);
        ASSERT_TRUE(close_left_open(gocryptfs(), folder)) << wait.count();
        std::filesystem::create_directory(folder);  // As who opens it next does.
        std::this_thread::sleep_for(400ms);
        struct stat status {};
        EXPECT_EQ(::lstat(folder.c_str(), &status), 0) << wait.count();
        EXPECT_FALSE(is_mount_point(folder)) << wait.count();
        ASSERT_TRUE(close_left_open(gocryptfs(), folder)) << wait.count();
    }
}

TEST(SealedFolder, originals_stay_when_something_took_the_container_s_name) {
    if (!gocryptfs().is_possible()) GTEST_SKIP() << "no gocryptfs here";
    const TemporaryFolder place;
    const auto letter = place.write("Patients/letter.txt", "one");
    const auto change =
        SealedFolder::plan(place / "Patients", "correct-horse", gocryptfs()).value();
    place.write(SealedFolder::container_of("Patients", gocryptfs()), "another program's");
    EXPECT_EQ(change->look().value(), Stands::foreign);
    EXPECT_FALSE(change->apply());
    EXPECT_TRUE(std::filesystem::exists(letter));
}

}  // namespace
}  // namespace primum::fixes
