#include "probes/files/result_cache.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "os/file.h"

namespace primum::probes::files {
namespace {

constexpr HashKey key{1, 2};
constexpr Time when{std::chrono::seconds(1'700'000'000)};

class ResultCacheTest : public ::testing::Test {
protected:
    ResultCacheTest() : place_(std::make_shared<const Folder>(Folder{"/home/a", {}})) {}

    WalkedFile file(const std::string& name, std::int64_t modified = 5) const {
        return {.folder = place_,
                .name = name,
                .inode = 3,
                .size = 4,
                .modified_ns = modified,
                .changed_ns = 6};
    }

    // Remembers two files, one of which holds something.
    void remember() const {
        auto cache = ResultCache::load(path(), key, "tables");
        FileFindings found;
        found.add(
            FoundDocument{"", {.kind = "letter", .evidence = Evidence::strong, .persons = {42}}});
        cache.add(file("letter"), found, when);
        cache.add(file("nothing"), {}, when);
        ASSERT_TRUE(cache.save(path()));
    }

    std::filesystem::path path() const { return folder_.path() / "files.cache"; }

    TemporaryFolder folder_;
    std::shared_ptr<const Folder> place_;
};

TEST_F(ResultCacheTest, unchanged_files_are_known_with_the_day_they_were_read) {
    remember();
    auto cache = ResultCache::load(path(), key, "tables");
    const auto letter = cache.find(file("letter"));
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->looked_at, when);
    ASSERT_EQ(letter->findings.documents.size(), 1U);
    EXPECT_EQ(letter->findings.documents[0].recognition.persons, std::vector<std::uint64_t>{42});
    const auto nothing = cache.find(file("nothing"));
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->findings.empty());
}

TEST_F(ResultCacheTest, a_changed_file_is_not_known) {
    remember();
    auto cache = ResultCache::load(path(), key, "tables");
    EXPECT_FALSE(cache.find(file("letter", 7)));
    EXPECT_FALSE(cache.find(file("other")));
}

TEST_F(ResultCacheTest, what_is_not_asked_for_is_kept_for_the_next_time) {
    remember();
    {
        auto cache = ResultCache::load(path(), key, "tables");
        cache.add(file("third"), {}, now());
        cache.add(file("letter", 7), {}, now());
        ASSERT_TRUE(cache.find(file("nothing")));
        ASSERT_TRUE(cache.save(path()));
    }
    auto cache = ResultCache::load(path(), key, "tables");
    EXPECT_TRUE(cache.find(file("third")));
    EXPECT_TRUE(cache.find(file("nothing")));
    EXPECT_TRUE(cache.find(file("letter", 7)));
    EXPECT_FALSE(cache.find(file("letter")));
}

TEST_F(ResultCacheTest, other_tables_or_another_key_make_it_worthless) {
    remember();
    EXPECT_FALSE(ResultCache::load(path(), key, "other tables").find(file("letter")));
    EXPECT_FALSE(ResultCache::load(path(), {3, 4}, "tables").find(file("letter")));
}

TEST_F(ResultCacheTest, a_byte_changed_by_somebody_makes_it_worthless) {
    remember();
    auto bytes = *os::read_text(path(), 1'000'000);
    for (std::size_t at = 0; at < bytes.size(); at += 5) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        ASSERT_TRUE(os::publish(path(), changed));
        EXPECT_FALSE(ResultCache::load(path(), key, "tables").find(file("letter"))) << at;
    }
}

TEST_F(ResultCacheTest, it_is_private_and_holds_no_path) {
    remember();
    struct stat status {};
    ASSERT_EQ(::stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    const auto bytes = *os::read_text(path(), 1'000'000);
    EXPECT_EQ(bytes.find("home"), std::string::npos);
}

}  // namespace
}  // namespace primum::probes::files
