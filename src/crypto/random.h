// Randomness for keys, from the kernel by way of libsodium.
#pragma once

#include <cstdint>

#include "crypto/secret.h"

namespace primum::crypto {

// Before anything else of libsodium that keeps a state. Thread-safe; once is enough.
void ensure_ready();

// Thread-safe. Stops the process when the system has no randomness to give.
void fill_random(std::span<std::byte> bytes);
Secret32 random_secret();

template <std::size_t length>
std::array<std::byte, length> random_bytes() {
    std::array<std::byte, length> bytes;
    fill_random(bytes);
    return bytes;
}

// Evenly in 0 .. bound - 1. Requires bound > 0.
std::uint32_t random_below(std::uint32_t bound);

}  // namespace primum::crypto
