#include "crypto/draw_cipher.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace primum::crypto {
namespace {

// FIPS 197, appendix B would need a block with a high half; this is AES-128 of zeros under a key of
// zeros, from NIST's AESAVS (66e94bd4ef8a2c3b884cfa59ca342b2e).
TEST(DrawCipher, draws_as_aes_128_does) {
    const std::array<std::byte, 16> zeros{};
    EXPECT_EQ(DrawCipher(zeros).draw(0), 0x3b2c8aefd44be966U);
}

TEST(DrawCipher, the_processors_instructions_agree_with_openssl) {
    std::mt19937_64 numbers(20261127);  // NOLINT(cert-msc51-cpp): the same at every run.
    std::array<std::byte, 16> key;
    for (auto& byte : key) byte = static_cast<std::byte>(numbers());
    const DrawCipher cipher(key);
    for (std::size_t size = 0; size < 130; ++size) {
        std::vector<std::uint64_t> values(size);
        for (auto& value : values) value = numbers() >> 3;
        for (const auto threshold : {std::uint64_t{0}, ~std::uint64_t{0} / 64, ~std::uint64_t{0}}) {
            const auto expected = std::ranges::find_if(
                values, [&](auto value) { return cipher.draw(value) < threshold; });
            const auto found = cipher.first_below(values, threshold);
            EXPECT_EQ(found.has_value(), expected != values.end());
            if (!found) continue;
            EXPECT_EQ(*found, std::size_t(expected - values.begin()));
        }
    }
}

}  // namespace
}  // namespace primum::crypto
