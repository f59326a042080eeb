#include "os/folder.h"

#include <sys/stat.h>

#include <cerrno>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "base/testing/temporary_folder.h"
#include "os/extended_attributes.h"
#include "os/open_file.h"

namespace primum::os {
namespace {

class FolderOfATest : public testing::Test {
protected:
    FolderOfATest() : folder(std::move(*Folder::open(place.path()))) {}

    void write(const std::string& name, std::string_view content) const {
        const auto file = folder.new_file(name, 0600);
        ASSERT_TRUE(file);
        ASSERT_TRUE(write_on(*file, as_bytes(content)));
    }
    std::string content_of(const std::string& name) const {
        const auto file = folder.file(name);
        if (!file) return "";
        Bytes content(static_cast<std::size_t>(status_of(*file)->st_size));
        return std::string(as_text(BytesView(content).first(*read_at(*file, 0, content))));
    }

    TemporaryFolder place;
    const Folder folder;
};

TEST_F(FolderOfATest, names_are_sorted_and_without_dots) {
    write("b", "");
    write("a", "");
    ASSERT_TRUE(folder.make_folder("c"));
    EXPECT_EQ(*folder.names(), (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(FolderOfATest, nothing_is_reached_through_a_symlink) {
    ASSERT_TRUE(folder.make_folder("real"));
    ASSERT_TRUE(folder.make_symlink("link", "real"));
    EXPECT_EQ(folder.folder("link").refusal(), ENOTDIR);
    EXPECT_EQ(folder.passage("link").refusal(), ENOTDIR);
    ASSERT_TRUE(folder.make_symlink("password", "/etc/passwd"));
    EXPECT_EQ(folder.file("password").refusal(), ELOOP);
    EXPECT_TRUE(S_ISLNK(folder.status("link")->st_mode));
    EXPECT_EQ(*folder.symlink_target("link", 100), "real");
    EXPECT_EQ(*folder.symlink_target("link", 2), "re");
}

TEST_F(FolderOfATest, what_is_there_is_never_replaced_unless_asked) {
    write("old", "un");
    EXPECT_EQ(folder.new_file("old", 0600).refusal(), EEXIST);
    write("new", "deux");
    EXPECT_EQ(folder.rename_to_new("new", "old").refusal(), EEXIST);
    EXPECT_EQ(content_of("old"), "un");
    ASSERT_TRUE(folder.rename_over("new", "old"));
    EXPECT_EQ(content_of("old"), "deux");
    ASSERT_TRUE(folder.rename_to_new("old", "third"));
    EXPECT_EQ(*folder.names(), std::vector<std::string>{"third"});
}

TEST_F(FolderOfATest, a_refusal_keeps_its_number_and_becomes_an_error_with_its_kind) {
    auto missing = folder.file("nobody");
    EXPECT_EQ(missing.refusal(), ENOENT);
    const auto error = std::move(missing).or_error({"lire", "read"});
    EXPECT_EQ(error.error().kind, ErrorKind::not_found);
    EXPECT_EQ(error.error().message.english.substr(0, 4), "read");
}

TEST_F(FolderOfATest, a_pipe_is_opened_without_waiting_for_its_writer) {
    ASSERT_TRUE(folder.make_node("pipe", S_IFIFO | 0600U, 0));
    EXPECT_TRUE(folder.file("pipe"));
}

TEST_F(FolderOfATest, attributes_are_given_and_read_by_file_and_by_name) {
    write("letter", "texte");
    const std::vector<ExtendedAttribute> given{{"user.a", "1"}, {"user.b", std::string("\0x", 2)}};
    if (!set_attributes(folder, "letter", given)) GTEST_SKIP() << "no attributes on this disk";
    EXPECT_EQ(attributes_of(folder, "letter"), given);
    EXPECT_EQ(attributes_of(*folder.file("letter")), given);
    EXPECT_FALSE(set_attributes(folder, "letter", std::vector{ExtendedAttribute{"no-class", "1"}}));
}

TEST_F(FolderOfATest, holes_are_passed_over_and_the_last_one_is_told) {
    write("image", "");
    const auto file = emptied_file(place.path() / "image");
    ASSERT_TRUE(write_at(*file, 1_MiB, as_bytes("data")));
    ASSERT_TRUE(resize(*file, 4_MiB));
    const auto data = next_data(*folder.file("image"), 0);
    ASSERT_TRUE(data);
    EXPECT_LE(data->begin, 1_MiB);
    EXPECT_GE(data->end, 1_MiB + 4);
    EXPECT_EQ(status_of(*file)->st_size, std::int64_t{4_MiB});
    if (data->end == 4_MiB) GTEST_SKIP() << "no holes on this disk";
    EXPECT_EQ(next_data(*folder.file("image"), 3_MiB).refusal(), ENXIO);
}

TEST_F(FolderOfATest, many_parts_are_written_in_their_order) {
    std::vector<BytesView> parts(200, as_bytes("ab"));
    parts[100] = {};
    const auto file = folder.new_file("parts", 0600);
    ASSERT_TRUE(write_parts(*file, parts));
    EXPECT_EQ(status_of(*file)->st_size, 398);
    EXPECT_EQ(content_of("parts").substr(0, 6), "ababab");
}

TEST_F(FolderOfATest, large_parts_of_any_length_are_written_as_they_are) {
    for (const std::size_t rest : {0UL, 1UL, 4095UL, 4096UL, 4097UL}) {
        std::string content;
        while (content.size() < 2_MiB + rest) content += std::to_string(content.size());
        content.resize(2_MiB + rest);
        std::vector<BytesView> parts;
        for (std::size_t begin = 0; begin < content.size(); begin += 99'991) {
            parts.push_back(as_bytes(std::string_view(content).substr(begin, 99'991)));
        }
        const auto name = std::to_string(rest);
        const auto file = folder.new_file(name, 0600);
        ASSERT_TRUE(write_parts(*file, parts));
        EXPECT_TRUE(content_of(name) == content) << rest;
    }
}

TEST_F(FolderOfATest, reading_stops_at_the_end_and_a_nameless_file_leaves_no_name) {
    const auto file = nameless_file(place.path());
    ASSERT_TRUE(file);
    ASSERT_TRUE(write_at(*file, 0, as_bytes("abc")));
    Bytes output(10);
    EXPECT_EQ(*read_at(*file, 1, output), 2U);
    ASSERT_TRUE(seek(*file, 0));
    EXPECT_EQ(*read_on(*file, output), 3U);
    EXPECT_TRUE(folder.names()->empty());
}

}  // namespace
}  // namespace primum::os
