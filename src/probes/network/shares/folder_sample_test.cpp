#include "probes/network/shares/folder_sample.h"

#include <map>

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::probes::shares {
namespace {

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
        if (refused == reference || count > count_max) {
            return Error{ErrorKind::denied, {"non", "no"}};
        }
        const auto bytes = as_bytes(std::string_view(files_.at(reference)).substr(0, count));
        return Bytes(bytes.begin(), bytes.end());
    }

    std::string refused = "none";
    std::size_t count_max = 1_MiB;

private:
    std::map<std::string, std::string> files_;
};

struct Taken : SampleTaker {
    Result<> take(const std::string& name, BytesView bytes) override {
        sizes[name] = bytes.size();
        return {};
    }
    std::map<std::string, std::size_t> sizes;
};

FolderSample sample_of(FolderReader& reader, Taken& taken, const SampleLimits& limits = {}) {
    return sample_files(reader, limits, taken).value();
}

TEST(FolderSample, every_file_of_a_small_folder_is_read) {
    Tree tree({{"a.txt", "one"}, {"sub/", ""}, {"sub/b.txt", "three"}, {"sub/empty", ""}});
    Taken taken;
    const auto sample = sample_of(tree, taken);
    EXPECT_EQ(sample.files, 3);
    EXPECT_TRUE(sample.complete);
    EXPECT_EQ(taken.sizes,
              (std::map<std::string, std::size_t>{{"a.txt", 3}, {"b.txt", 5}, {"empty", 0}}));
}

TEST(FolderSample, a_share_that_refuses_is_an_error_and_not_an_empty_one) {
    Tree tree(std::map<std::string, std::string>{{"a.txt", ""}});
    tree.refused = "";
    Taken taken;
    EXPECT_EQ(sample_files(tree, {}, taken).error().kind, ErrorKind::denied);
}

TEST(FolderSample, a_folder_or_a_file_that_refuses_leaves_the_sample_incomplete) {
    for (const std::string refused : {"sub/", "a.txt"}) {
        Tree tree({{"a.txt", "one"}, {"b.txt", "two"}, {"sub/", ""}});
        tree.refused = refused;
        Taken taken;
        const auto sample = sample_of(tree, taken);
        EXPECT_EQ(sample.files, 2) << refused;
        EXPECT_TRUE(taken.sizes.contains("b.txt")) << refused;
        EXPECT_FALSE(sample.complete) << refused;
    }
}

TEST(FolderSample, of_many_files_some_are_read_in_every_part) {
    std::map<std::string, std::string> files{{"a/", ""}, {"z/", ""}};
    for (int i = 100; i < 200; ++i) files["a/" + std::to_string(i)] = "photograph";
    files["z/patients"] = "list";
    files["z/plan"] = "list";
    Tree tree(files);
    Taken taken;
    const auto sample = sample_of(tree, taken, {.files_read_max = 51});
    EXPECT_EQ(sample.files, 102);
    EXPECT_EQ(taken.sizes.size(), 51U);
    EXPECT_TRUE(taken.sizes.contains("patients"));
    EXPECT_FALSE(sample.complete);
}

TEST(FolderSample, a_long_text_is_read_further_than_a_long_program_or_image) {
    const std::string mark =
        "\x7f"
        "ELF";
    Tree tree({{"text.txt", std::string(200'000, 'a')},
               {"image", std::string(128, '\0') + "DICM" + std::string(200'000, 'a')},
               {"program", mark + std::string(200'000, '\0')}});
    Taken taken;
    const auto sample = sample_of(tree, taken);
    EXPECT_EQ(taken.sizes["text.txt"], 200'000U);
    EXPECT_EQ(taken.sizes["image"], 65'536U);
    EXPECT_EQ(taken.sizes["program"], 65'536U);
    EXPECT_TRUE(sample.complete);
}

TEST(FolderSample, a_file_that_cannot_be_read_further_is_judged_by_its_beginning) {
    Tree tree(std::map<std::string, std::string>{{"text.txt", std::string(200'000, 'a')}});
    tree.count_max = 100'000;
    Taken taken;
    EXPECT_FALSE(sample_of(tree, taken).complete);
    EXPECT_EQ(taken.sizes["text.txt"], 65'536U);
}

TEST(FolderSample, what_is_cut_at_a_limit_is_not_complete) {
    Tree tree({{"a.txt", std::string(100, 'a')}, {"b.txt", std::string(100, 'a')}});
    Taken cut;
    EXPECT_FALSE(sample_of(tree, cut, {.file_bytes_max = 50}).complete);
    EXPECT_EQ(cut.sizes["a.txt"], 50U);
    Taken few;
    EXPECT_FALSE(sample_of(tree, few, {.bytes_max = 100}).complete);
    EXPECT_EQ(few.sizes.size(), 1U);
}

TEST(FolderSample, depth_and_number_of_files_are_bounded) {
    Tree deep({{"1/", ""}, {"1/2/", ""}, {"1/2/3/", ""}, {"1/2/3/a.txt", ""}});
    Taken taken;
    const auto shallow = sample_of(deep, taken, {.depth_max = 2});
    EXPECT_EQ(shallow.files, 0);
    EXPECT_FALSE(shallow.complete);

    Tree wide({{"a", ""}, {"b", ""}, {"c", ""}});
    const auto cut = sample_of(wide, taken, {.files_max = 2});
    EXPECT_EQ(cut.files, 2);
    EXPECT_FALSE(cut.complete);
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

TEST(FolderSample, a_maze_without_end_ends) {
    Maze maze;
    Taken taken;
    EXPECT_FALSE(sample_of(maze, taken).complete);
}

}  // namespace
}  // namespace primum::probes::shares
