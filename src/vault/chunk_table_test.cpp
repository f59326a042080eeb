#include "vault/chunk_table.h"

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "crypto/hash.h"

namespace primum::vault {
namespace {

Hash id_of(std::uint64_t number) {
    Writer writer;
    writer.u64(number);
    return crypto::sha256(writer.bytes());
}
ChunkPlace place_of(std::uint64_t number) {
    return {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number * 3), 7, 1};
}

TEST(ChunkTable, finds_what_was_added_and_nothing_else) {
    const TemporaryFolder scratch;
    ChunkTable table(scratch.path());
    EXPECT_FALSE(*table.find(id_of(1)));
    EXPECT_TRUE(*table.add(id_of(1), place_of(1)));
    EXPECT_FALSE(*table.add(id_of(1), place_of(2)));
    EXPECT_EQ(**table.find(id_of(1)), place_of(1));
    EXPECT_FALSE(*table.find(id_of(2)));
}

// Runs are written, and merged again and again.
TEST(ChunkTable, V9_a_hundred_times_what_memory_holds_is_found_on_disk) {
    const TemporaryFolder scratch;
    constexpr std::size_t in_memory = 500;
    ChunkTable table(scratch.path(), in_memory);
    constexpr std::uint64_t count = 100 * in_memory + 5;
    for (std::uint64_t i = 0; i < count; ++i) ASSERT_TRUE(*table.add(id_of(i), place_of(i)));
    EXPECT_EQ(table.size(), count);
    for (std::uint64_t i = 0; i < count; i += 37) ASSERT_EQ(**table.find(id_of(i)), place_of(i));
    for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_FALSE(*table.find(id_of(count + i)));
    EXPECT_FALSE(*table.add(id_of(0), place_of(9)));
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));  // Its files have no names.
}

}  // namespace
}  // namespace primum::vault
