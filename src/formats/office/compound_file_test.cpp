#include "formats/office/compound_file.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/office/testing/compound_writer.h"

namespace primum::formats {
namespace {

using testing::CompoundWriter;

std::string content_of(const CompoundFile& file, std::string_view path) {
    const auto* const entry = file.find(path);
    if (entry == nullptr) return "absent";
    return std::string(as_text(file.read(*entry, 1'000'000)));
}

TEST(CompoundFile, streams_long_and_short_are_read_from_their_folders) {
    const std::string longer(10'000, 'x');
    const auto bytes = CompoundWriter()
                           .add("short", "a few bytes")
                           .add("folder/inner/long", longer)
                           .add("folder/second", std::string(70, 'y'))
                           .write();
    const auto file = CompoundFile::open(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_EQ(content_of(*file, "short"), "a few bytes");
    EXPECT_EQ(content_of(*file, "folder/inner/long"), longer);
    EXPECT_EQ(content_of(*file, "folder/second"), std::string(70, 'y'));
    EXPECT_EQ(file->find("folder/third"), nullptr);
}

TEST(CompoundFile, names_are_found_whatever_their_capitals) {
    const auto bytes = CompoundWriter().add("ENCRYPTEDPACKAGE", "x").write();
    const auto file = CompoundFile::open(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_EQ(content_of(*file, "EncryptedPackage"), "x");
}

TEST(CompoundFile, reading_stops_at_the_limit) {
    const auto bytes = CompoundWriter().add("long", std::string(10'000, 'x')).write();
    const auto file = CompoundFile::open(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->read(*file->find("long"), 100).size(), 100U);
}

TEST(CompoundFile, every_shorter_copy_is_read_as_far_as_it_goes_or_refused) {
    const auto bytes = CompoundWriter().add("a/b", std::string(5'000, 'x')).add("c", "y").write();
    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        const auto file = CompoundFile::open(as_bytes(std::string_view(bytes).substr(0, size)));
        if (!file) continue;
        for (const auto& entry : file->entries())
            EXPECT_LE(file->read(entry, 9'000).size(), 9'000U);
    }
}

TEST(CompoundFile, a_chain_that_bites_its_tail_ends) {
    auto bytes = CompoundWriter().add("long", std::string(5'000, 'x')).write();
    const std::size_t table = bytes.size() - 512;
    bytes.replace(table + 4 * 3, 4,
                  std::string("\0\0\0\0", 4));  // Sector 3 leads back to sector 0.
    const auto file = CompoundFile::open(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_LE(file->read(*file->find("long"), 5'000).size(), 5'000U);
}

TEST(CompoundFile, what_is_none_is_an_error) {
    EXPECT_FALSE(CompoundFile::open({}));
    EXPECT_FALSE(CompoundFile::open(as_bytes(std::string(600, '\0'))));
}

}  // namespace
}  // namespace primum::formats
