#include "vault/cut.h"

#include <gtest/gtest.h>

#include "crypto/random.h"
#include "vault/testing/practice.h"

namespace primum::vault {
namespace {

std::vector<std::size_t> cuts_of(const CutHash& hash, BytesView content) {
    std::vector<std::size_t> lengths;
    while (!content.empty()) {
        lengths.push_back(hash.first_chunk(content, content_cut));
        content = content.subspan(lengths.back());
    }
    return lengths;
}

Bytes noisy(std::size_t size, std::uint64_t seed) {
    const auto text = testing::noise(size, seed);
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

// The definition, byte by byte.
std::size_t first_chunk_slowly(const CutHash& hash, BytesView content, const CutLimits& limits) {
    const auto end = std::min(content.size(), limits.size_bytes_max);
    for (std::size_t i = limits.size_bytes_min; i < end; ++i) {
        if (hash.cipher().draw(hash.of_window(content.first(i))) < limits.threshold) return i;
    }
    return end;
}

TEST(CutHash, the_fast_way_cuts_where_the_definition_says) {
    const auto content = noisy(300'000, 7);
    // Small limits, so that the slow way ends, and a threshold that makes cuts at every distance.
    for (const std::uint64_t mean : {50U, 900U, 5000U, 40'000U}) {
        const CutLimits limits{
            .size_bytes_min = 100, .size_bytes_max = 30'000, .threshold = ~std::uint64_t{0} / mean};
        const CutHash hash(crypto::random_secret());
        BytesView rest = content;
        while (!rest.empty()) {
            const auto length = hash.first_chunk(rest, limits);
            ASSERT_EQ(length, first_chunk_slowly(hash, rest, limits));
            rest = rest.subspan(length);
        }
    }
}

TEST(CutHash, an_insertion_moves_only_the_cuts_around_it) {
    const CutHash hash(crypto::random_secret());
    auto content = noisy(20'000'000, 3);
    const auto before = cuts_of(hash, content);
    content.insert(content.begin() + 9'000'000, 100, std::byte{5});
    const auto after = cuts_of(hash, content);
    std::size_t same = 0;
    while (same < std::min(before.size(), after.size()) && before[same] == after[same]) ++same;
    std::size_t same_at_end = 0;
    while (same_at_end < std::min(before.size(), after.size()) - same &&
           before[before.size() - 1 - same_at_end] == after[after.size() - 1 - same_at_end]) {
        ++same_at_end;
    }
    EXPECT_GE(same + same_at_end + 8, before.size());
}

std::vector<std::size_t> ends_of(const std::vector<std::size_t>& lengths) {
    std::vector<std::size_t> ends;
    std::size_t end = 0;
    for (const auto length : lengths) ends.push_back(end += length);
    return ends;
}

TEST(CutHash, V1_another_key_cuts_known_content_elsewhere) {
    const auto content = noisy(30'000'000, 4);
    const auto first = ends_of(cuts_of(CutHash(crypto::random_secret()), content));
    const auto second = ends_of(cuts_of(CutHash(crypto::random_secret()), content));
    // Lengths would say nothing: a piece that is cut at the limit is as long as any other such.
    std::size_t same = 0;
    for (const auto end : first) same += std::ranges::count(second, end) > 0 ? 1U : 0U;
    EXPECT_LE(same, 2U);  // The end of the file, and by chance a first piece at the limit in both.
}

// The attacks of 2025 solve equations in the key that the cuts of chosen content give. Windows that
// are linear combinations of each other must be cut, or not, independently.
TEST(CutHash, V1_cuts_of_related_windows_say_nothing_of_each_other) {
    const CutHash hash(crypto::random_secret());
    const auto drawn = [&](std::size_t position, std::byte value) {
        Bytes window(cut_window_bytes);
        window[position] = value;
        return hash.cipher().draw(hash.of_window(window)) >> 63;
    };
    // The polynomial hash of a doubled window is twice the hash; the draw must not show it.
    std::size_t agree = 0;
    constexpr std::size_t pairs = 2000;
    for (std::size_t i = 0; i < pairs; ++i) {
        const auto value = static_cast<std::byte>(1 + i % 100);
        const auto position = i % cut_window_bytes;
        const auto twice = static_cast<std::byte>(2 * std::to_integer<unsigned>(value));
        agree += drawn(position, value) == drawn(position, twice) ? 1U : 0U;
    }
    EXPECT_GT(agree, pairs * 4 / 10);
    EXPECT_LT(agree, pairs * 6 / 10);
}

TEST(Padme, V1_stored_sizes_fall_into_few_classes) {
    std::set<std::uint64_t> sizes;
    for (std::uint64_t size = 512 * 1024; size < 2 * 1024 * 1024; size += 17) {
        const auto padded = padme(size);
        ASSERT_GE(padded, size);
        ASSERT_LE(padded, size + size / 16);
        sizes.insert(padded);
    }
    EXPECT_LE(sizes.size(), 70U);  // Out of a million and a half.
}

}  // namespace
}  // namespace primum::vault
