// Signatures: Ed25519 (RFC 8032). A SigningKey signs; a CheckingKey checks and cannot sign.
#pragma once

#include <array>

#include "base/result.h"
#include "crypto/secret.h"

namespace primum::crypto {

using Ed25519Public = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

class CheckingKey {
public:
    explicit CheckingKey(const Ed25519Public& key) : key_(key) {}

    // ErrorKind::corrupt when the signature is not by this key over this very message.
    Result<> check(BytesView message, const Signature& signature) const;
    const Ed25519Public& bytes() const { return key_; }

private:
    Ed25519Public key_;
};

class SigningKey {
public:
    explicit SigningKey(const Secret32& seed);

    Signature sign(BytesView message) const;
    CheckingKey checking_key() const { return CheckingKey(public_); }

private:
    Secret<64> expanded_;
    Ed25519Public public_{};
};

}  // namespace primum::crypto
