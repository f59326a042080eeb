// Where content is cut into chunks: PHTE, a polynomial hash over a window and then a block cipher.
//
// docs/design/vault-format.md §15 says why: keyed rolling hashes alone give their key away, and
// with it which files are in a repository.
#pragma once

#include <array>

#include "crypto/draw_cipher.h"
#include "crypto/secret.h"

namespace primum::vault {

constexpr std::size_t cut_window_bytes = 64;

struct CutLimits {
    std::size_t size_bytes_min;
    std::size_t size_bytes_max;
    std::uint64_t threshold;  // A cut comes every 2^64 / threshold bytes beyond the minimum.
};
constexpr CutLimits content_cut{.size_bytes_min = 512_KiB,
                                .size_bytes_max = 2_MiB,
                                .threshold = (1ULL << 63) / (256ULL * 1024)};
constexpr CutLimits tree_cut{.size_bytes_min = 16_KiB,
                             .size_bytes_max = 128_KiB,
                             .threshold = (1ULL << 63) / (16ULL * 1024)};

// Both halves of PHTE, keyed. Not thread-safe.
class CutHash {
public:
    explicit CutHash(const crypto::Secret32& cut_key);

    // The polynomial hash of the last 64 bytes of `window`. Requires that many.
    std::uint64_t of_window(BytesView window) const;

    // Length of the first chunk of `content`: the first cut, or all of it up to the maximum. When
    // `content` is shorter than the maximum, it must be all that is left.
    std::size_t first_chunk(BytesView content, const CutLimits& limits) const;

    const crypto::DrawCipher& cipher() const { return cipher_; }

private:
    std::uint64_t multiplier_;
    std::array<std::uint64_t, 256> leaving_;  // byte × r^64, to take the oldest byte out.
    crypto::DrawCipher cipher_;
};

}  // namespace primum::vault
