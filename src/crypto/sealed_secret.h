// SealedSecret: a secret under another that is used for nothing else.
//
// ChaCha20-Poly1305 with a nonce of zeros: the sealing key must be made for this one secret.
#pragma once

#include <array>

#include "crypto/aead.h"

namespace primum::crypto {

using SealedSecret = std::array<std::byte, 48>;  // 32 bytes and their tag.

SealedSecret seal_secret(const Secret32& key_used_once, const Secret32& secret);
// ErrorKind::corrupt when the key is another, or the sealed bytes were changed.
Result<Secret32> open_secret(const Secret32& key, const SealedSecret& sealed);

}  // namespace primum::crypto
