#include "formats/zip_file.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/testing/zip_writer.h"

namespace primum::formats {
namespace {

using testing::zipped;

auto members_of(std::string_view file) { return plain_zip_members(as_bytes(file)); }

TEST(ZipFile, members_lie_where_the_directory_says) {
    const auto file = zipped({{.name = "mimetype", .content = "text"},
                              {.name = "a/b.xml", .content = "<a/>", .deflated = true}});
    const auto members = members_of(file);
    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 2U);
    EXPECT_EQ((*members)[0].name, "mimetype");
    EXPECT_EQ(as_text((*members)[0].packed), "text");
    EXPECT_FALSE((*members)[0].deflated);
    EXPECT_EQ((*members)[1].name, "a/b.xml");
    EXPECT_EQ((*members)[1].size, 4U);
    EXPECT_EQ((*members)[1].checksum, testing::zip_checksum("<a/>"));
    EXPECT_TRUE((*members)[1].deflated);
}

TEST(ZipFile, an_archive_of_nothing_has_no_members) {
    const auto file = zipped({});
    const auto members = members_of(file);
    ASSERT_TRUE(members);
    EXPECT_TRUE(members->empty());
}

TEST(ZipFile, a_comment_may_follow) {
    auto file = zipped({{.name = "a", .content = "b"}});
    file[file.size() - 2] = '\5';
    EXPECT_TRUE(members_of(file + "hello"));
}

TEST(ZipFile, folders_and_links_are_left_out) {
    constexpr std::uint32_t link = 0120777U << 16U;
    const auto file = zipped({{.name = "a/", .content = ""},
                              {.name = "b", .content = "/etc/passwd", .attributes = link},
                              {.name = "c", .content = "text", .attributes = 0100644U << 16U}});
    const auto members = members_of(file);
    ASSERT_TRUE(members);
    ASSERT_EQ(members->size(), 1U);
    EXPECT_EQ((*members)[0].name, "c");
}

TEST(ZipFile, what_is_not_written_plainly_is_left_to_others) {
    EXPECT_FALSE(members_of(zipped({{.name = "a", .content = "b", .flags = 1}})));    // Encrypted.
    EXPECT_FALSE(members_of(zipped({{.name = "a", .content = "b", .method = 12}})));  // bzip2.
    EXPECT_FALSE(members_of(zipped({{.name = "a", .content = "b", .size_told = 2}})));
    EXPECT_FALSE(
        members_of(zipped({{.name = "a", .content = "b", .deflated = true, .size_told = ~0U}})));
    EXPECT_FALSE(members_of("MZ" + zipped({{.name = "a", .content = "b"}})));  // Unpacks itself.
}

TEST(ZipFile, a_file_cut_anywhere_is_left_to_others) {
    const auto file = zipped({{.name = "a", .content = "b"}, {.name = "c", .content = "d"}});
    for (std::size_t size = 0; size < file.size(); ++size) {
        EXPECT_FALSE(members_of(std::string_view(file).substr(0, size))) << size;
    }
}

TEST(ZipFile, a_member_never_reaches_beyond_the_file) {
    const auto whole = zipped({{.name = "a", .content = "b"}, {.name = "c", .content = "d"}});
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '\1', '\x7f', '\xff'}) {
            auto file = whole;
            file[at] = byte;
            const auto members = members_of(file);
            if (!members) continue;
            for (const auto& member : *members) {
                EXPECT_GE(as_text(member.packed).data(), file.data());
                EXPECT_LE(as_text(member.packed).data() + member.packed.size(),
                          file.data() + file.size());
            }
        }
    }
}

}  // namespace
}  // namespace primum::formats
