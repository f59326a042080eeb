#include "probes/network/shares/file_tally.h"

#include <map>

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::probes::shares {
namespace {

constexpr HashKey key{1, 2};

std::string message_about(const std::string& name) {
    return "MSH|^~\\&|A|B|C|D|2024||ORU^R01|1|P|2.5\rPID|1||7||" + name + "||19510403\r";
}

// A tree held in memory: paths that end with / are folders.
class Tree : public FolderReader {
public:
    explicit Tree(std::map<std::string, std::string> files) : files_(std::move(files)) {}

    Result<Listing> list(const std::string& reference) override {
        if (refused == reference) return Error{ErrorKind::denied, {"non", "no"}};
        Listing listing;
        for (const auto& [path, content] : files_) {
            if (!path.starts_with(reference) || path == reference) continue;
            const auto rest = path.substr(reference.size());
            const auto slash = rest.find('/');
            if (slash != std::string::npos && slash + 1 != rest.size()) continue;
            listing.entries.push_back(
                {.name = rest, .reference = path, .is_folder = slash != std::string::npos});
        }
        return listing;
    }
    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override {
        ++reads;
        const auto bytes = as_bytes(std::string_view(files_.at(reference)).substr(0, count));
        return Bytes(bytes.begin(), bytes.end());
    }

    std::string refused = "none";
    int reads = 0;

private:
    std::map<std::string, std::string> files_;
};

TEST(FileTally, files_health_files_and_persons_are_counted) {
    Tree tree({{"a.hl7", message_about("DUPONT^Elise")},
               {"sub/", ""},
               {"sub/b.hl7", message_about("DUPONT^Elise")},
               {"sub/c.hl7", message_about("MARTIN^Luc")},
               {"sub/menu.txt", "Rien"}});
    const auto tally = tally_files(tree, {}, key);
    ASSERT_TRUE(tally);
    EXPECT_EQ(tally->files, 4);
    EXPECT_EQ(tally->health_files, 3);
    EXPECT_EQ(tally->patients, 2);
    EXPECT_TRUE(tally->counted_all);
}

TEST(FileTally, a_share_that_refuses_is_an_error_and_not_an_empty_one) {
    Tree tree(std::map<std::string, std::string>{{"a.hl7", ""}});
    tree.refused = "";
    EXPECT_EQ(tally_files(tree, {}, key).error().kind, ErrorKind::denied);
}

TEST(FileTally, a_folder_that_refuses_below_leaves_the_count_open) {
    Tree tree({{"a.hl7", message_about("DUPONT^Elise")}, {"sub/", ""}});
    tree.refused = "sub/";
    const auto tally = tally_files(tree, {}, key);
    ASSERT_TRUE(tally);
    EXPECT_EQ(tally->files, 1);
    EXPECT_FALSE(tally->counted_all);
}

TEST(FileTally, beyond_the_reading_limit_names_alone_count) {
    Tree tree({{"a.hl7", message_about("DUPONT^Elise")},
               {"b.hl7", message_about("MARTIN^Luc")},
               {"c.txt", message_about("PETIT^Anne")}});
    const auto tally = tally_files(tree, {.files_read_max = 1}, key);
    ASSERT_TRUE(tally);
    EXPECT_EQ(tree.reads, 1);
    EXPECT_EQ(tally->health_files, 2);
    EXPECT_EQ(tally->patients, 1);
    EXPECT_FALSE(tally->counted_all);
}

TEST(FileTally, depth_and_number_of_files_are_bounded) {
    Tree deep({{"1/", ""}, {"1/2/", ""}, {"1/2/3/", ""}, {"1/2/3/a.txt", ""}});
    const auto shallow = tally_files(deep, {.depth_max = 2}, key);
    ASSERT_TRUE(shallow);
    EXPECT_EQ(shallow->files, 0);
    EXPECT_FALSE(shallow->counted_all);

    Tree wide({{"a", ""}, {"b", ""}, {"c", ""}});
    const auto cut = tally_files(wide, {.files_max = 2}, key);
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->files, 2);
    EXPECT_FALSE(cut->counted_all);
}

// Each folder holds itself under another name, as links can make it.
class Maze : public FolderReader {
public:
    Result<Listing> list(const std::string& reference) override {
        return Listing{
            .entries = {{.name = "again", .reference = reference + "x", .is_folder = true}}};
    }
    Result<Bytes> first_bytes(const std::string&, std::size_t) override { return Bytes(); }
};

TEST(FileTally, a_maze_without_end_ends) {
    Maze maze;
    const auto tally = tally_files(maze, {}, key);
    ASSERT_TRUE(tally);
    EXPECT_FALSE(tally->counted_all);
}

}  // namespace
}  // namespace primum::probes::shares
