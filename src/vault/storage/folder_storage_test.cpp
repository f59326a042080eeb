#include "vault/storage/folder_storage.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/hex.h"
#include "base/testing/temporary_folder.h"
#include "vault/testing/storage_contract.h"

namespace primum::vault::testing {
namespace {

std::unique_ptr<RemovingStorage> folder_storage() {
    static std::vector<std::unique_ptr<TemporaryFolder>> folders;
    folders.push_back(std::make_unique<TemporaryFolder>());
    auto storage = FolderStorage::open(folders.back()->path());
    CHECK(storage);
    return std::move(storage).value();
}

INSTANTIATE_TEST_SUITE_P(Folder, StorageContract, ::testing::Values(folder_storage));

TEST(FolderStorage, a_folder_that_is_not_there_is_not_found) {
    const TemporaryFolder folder;
    const auto storage = FolderStorage::open(folder.path() / "absent");
    ASSERT_FALSE(storage);
    EXPECT_EQ(storage.error().kind, ErrorKind::not_found);
}

TEST(FolderStorage, temporary_files_and_strangers_are_no_objects) {
    const TemporaryFolder folder;
    const auto storage = std::move(FolderStorage::open(folder.path())).value();
    ASSERT_TRUE(storage->put(pack_named("abc"), as_bytes("abc")));
    const auto beside = (folder.path() / pack_named("abc").path()).parent_path();
    std::ofstream(beside / "readme.txt") << "x";
    std::ofstream(beside / (hex_of(pack_named("x").hash) + ".0123.tmp")) << "x";
    std::filesystem::create_directory(beside / hex_of(pack_named("y").hash));
    EXPECT_EQ(storage->list(pack_named("").folder)->size(), 1U);
}

TEST(FolderStorage, only_old_temporary_files_are_swept) {
    const TemporaryFolder folder;
    const auto storage = std::move(FolderStorage::open(folder.path())).value();
    ASSERT_TRUE(storage->put(pack_named("abc"), as_bytes("abc")));
    const auto beside = (folder.path() / pack_named("abc").path()).parent_path();
    std::ofstream(beside / "new.tmp") << "x";
    std::ofstream(beside / "old.tmp") << "x";
    std::filesystem::last_write_time(
        beside / "old.tmp", std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
    ASSERT_TRUE(storage->sweep());
    EXPECT_TRUE(std::filesystem::exists(beside / "new.tmp"));
    EXPECT_FALSE(std::filesystem::exists(beside / "old.tmp"));
    EXPECT_TRUE(storage->get(pack_named("abc"), 10));
}

}  // namespace
}  // namespace primum::vault::testing
