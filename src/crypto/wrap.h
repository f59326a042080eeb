// Wrapping: hands a key to a person, so that only that person can take it out again.
//
// X25519 (RFC 7748) and a preshared secret of 256 bits together, docs/design/vault-format.md §3:
// who records what is stored today and breaks X25519 one day still lacks the preshared secret.
// A WrappingKey cannot unwrap: it has no member that could.
#pragma once

#include <array>

#include "base/result.h"
#include "crypto/hash.h"
#include "crypto/sealed_secret.h"

namespace primum::crypto {

using X25519Public = std::array<std::byte, 32>;
using WrappedKey = SealedSecret;

X25519Public x25519_public(const Secret32& secret);

// The raw function; ErrorKind::corrupt when the result would be all zeros, as from a crafted point.
Result<Secret32> x25519(const Secret32& secret, const X25519Public& other);

// What is needed to wrap to one person.
struct WrappingKey {
    X25519Public public_key;
    Secret32 preshared;

    // `ephemeral` is made anew for each object; `salt` binds the result to it.
    Result<WrappedKey> wrap(const Secret32& key, const Secret32& ephemeral, const Hash& salt) const;
};

// What that person has.
struct UnwrappingKey {
    Secret32 secret;
    Secret32 preshared;

    // ErrorKind::corrupt when it was wrapped to another, or changed.
    Result<Secret32> unwrap(const WrappedKey& wrapped, const X25519Public& ephemeral_public,
                            const Hash& salt) const;
};

}  // namespace primum::crypto
