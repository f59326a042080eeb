#include "crypto/random.h"

namespace primum::crypto {

void ensure_ready() {
    static const int ready = sodium_init();
    CHECK(ready >= 0);
}

void fill_random(std::span<std::byte> bytes) {
    ensure_ready();
    randombytes_buf(bytes.data(), bytes.size());
}

Secret32 random_secret() {
    Secret32 secret;
    fill_random(secret.writable());
    return secret;
}

std::uint32_t random_below(std::uint32_t bound) {
    CHECK(bound > 0);
    ensure_ready();
    return randombytes_uniform(bound);
}

}  // namespace primum::crypto
