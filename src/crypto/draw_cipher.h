// DrawCipher: a block cipher that decides, value by value, as a keyed lottery would.
//
// The second half of PHTE (docs/design/vault-format.md §15): each 64-bit value, filled with zeros
// to a block, goes through AES-128, and the first eight bytes of the result are the draw. Without
// the key, which values win cannot be told from chance. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "crypto/aead.h"
#include "crypto/secret.h"

namespace primum::crypto {

class DrawCipher {
public:
    explicit DrawCipher(std::span<const std::byte, 16> key);

    std::uint64_t draw(std::uint64_t value) const;
    // Position of the first value whose draw is below `threshold`. Uses the processor's own
    // instructions where it has them: this is done for every byte of every large file.
    std::optional<std::size_t> first_below(std::span<const std::uint64_t> values,
                                           std::uint64_t threshold) const;

    static constexpr std::size_t rounds = 10;
    using RoundKeys = Secret<(rounds + 1) * 16>;

private:
    std::unique_ptr<evp_cipher_ctx_st, CipherContextDeleter> any_processor_;
    RoundKeys round_keys_;
};

}  // namespace primum::crypto
