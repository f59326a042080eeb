#include "base/keyed_hash.h"

#include <string>

#include <gtest/gtest.h>

namespace primum {
namespace {

// The key and the first, second, eighth, ninth and last vectors of the reference implementation:
// key 00 01 .. 0f, message 00 01 .. of growing length.
TEST(KeyedHash, agrees_with_the_reference_vectors) {
    const HashKey key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
    std::string message;
    const auto hash_of_length = [&](std::size_t length) {
        while (message.size() < length) message.push_back(static_cast<char>(message.size()));
        return keyed_hash(key, std::string_view(message).substr(0, length));
    };
    EXPECT_EQ(hash_of_length(0), 0x726fdb47dd0e0e31U);
    EXPECT_EQ(hash_of_length(1), 0x74f839c593dc67fdU);
    EXPECT_EQ(hash_of_length(7), 0xab0200f58b01d137U);
    EXPECT_EQ(hash_of_length(8), 0x93f5f5799a932462U);
    EXPECT_EQ(hash_of_length(15), 0xa129ca6149be45e5U);
}

TEST(KeyedHash, another_key_gives_another_hash) {
    EXPECT_NE(keyed_hash({1, 2}, "DUPONT"), keyed_hash({1, 3}, "DUPONT"));
}

}  // namespace
}  // namespace primum
