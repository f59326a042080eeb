#include "crypto/locked_secret.h"

#include "base/check.h"
#include "crypto/random.h"

namespace primum::crypto {

LockedSecret::LockedSecret(const Secret32& secret) {
    ensure_ready();
    bytes_ = static_cast<std::byte*>(sodium_malloc(Secret32::size_bytes));
    CHECK(bytes_ != nullptr);  // Four pages: a system without them cannot run anything.
    std::ranges::copy(secret.view(), bytes_);
    sodium_mprotect_readonly(bytes_);
}

LockedSecret::~LockedSecret() {
    if (bytes_ != nullptr) sodium_free(bytes_);  // Which wipes.
}

std::span<const std::byte, 32> LockedSecret::view() const {
    CHECK(bytes_ != nullptr);
    return std::span<const std::byte, 32>(bytes_, Secret32::size_bytes);
}

LockedSecret LockedSecret::duplicate() const {
    return is_empty() ? LockedSecret() : LockedSecret(Secret32(view()));
}

}  // namespace primum::crypto
