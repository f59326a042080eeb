#include "fixes/folder.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/testing/temporary_folder.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

// A file system may give it the inode of the one that went: taken for the original, it would be
// erased with what somebody keeps in it.
TEST(Folder, one_made_anew_in_the_place_of_another_is_another) {
    const TemporaryFolder folder;
    const auto place = folder / "Patients";
    fs::create_directory(place);
    const auto first = folder_number(place);
    EXPECT_NE(first, 0U);
    for (int i = 0; i < 10; ++i) {
        fs::remove(place);
        // Births are counted in ticks of the kernel.
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        fs::create_directory(place);
        EXPECT_NE(folder_number(place), first);
    }
}

TEST(Folder, one_that_was_moved_is_the_same) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "a");
    const auto number = folder_number(folder / "a");
    fs::rename(folder / "a", folder / "b");
    EXPECT_EQ(folder_number(folder / "b"), number);
    EXPECT_EQ(folder_number(folder / "a"), 0U);
}

}  // namespace
}  // namespace primum::fixes
