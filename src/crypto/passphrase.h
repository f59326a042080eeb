// A key from a passphrase: Argon2id version 1.3 (RFC 9106), one lane.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace primum::crypto {

struct PassphraseCost {
    static constexpr std::uint64_t passes_max = 16;
    static constexpr std::uint64_t memory_kib_max = 2ULL * 1024 * 1024;

    std::uint64_t passes = 3;
    std::uint64_t memory_kib = 256ULL * 1024;  // Half a second on a computer of 2020.
};

using PassphraseSalt = std::array<std::byte, 16>;

// Takes the memory and the time that `cost` says. ErrorKind::malformed beyond the limits above,
// ErrorKind::io when there is not so much memory.
Result<Secret32> stretch_passphrase(std::string_view passphrase, const PassphraseSalt& salt,
                                    const PassphraseCost& cost);

}  // namespace primum::crypto
