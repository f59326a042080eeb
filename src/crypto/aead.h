// SymmetricKey: seals and opens under one secret, with an AEAD.
//
// The nonce is a number that the caller counts: the same one must never seal twice under one key,
// which is why keys live for one pack or one object. Not thread-safe. which is why keys here live
// for one pack or one object. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret.h"

struct evp_cipher_ctx_st;

namespace primum::crypto {

// As written in the header of objects, docs/design/vault-format.md §2.
enum class Suite : std::uint8_t {
    none = 0,                // Nothing in the object is sealed.
    aes_256_gcm = 1,         // NIST SP 800-38D, by OpenSSL.
    xchacha20_poly1305 = 2,  // draft-irtf-cfrg-xchacha-03, by libsodium.
    chacha20_poly1305 = 3,   // RFC 8439, by libsodium. Seals keys only; never in a header.
};

// AES-256-GCM where the processor has instructions for it, else XChaCha20-Poly1305.
Suite fastest_suite();

constexpr std::size_t tag_size_bytes = 16;

// What makes two messages under one key differ. Ciphers with shorter nonces use the first bytes.
class Nonce {
public:
    static constexpr std::size_t size_bytes_max = 24;

    explicit Nonce(std::uint64_t number);   // Little-endian, then zeros.
    explicit Nonce(BytesView first_bytes);  // Then zeros.
    const std::array<std::byte, size_bytes_max>& bytes() const { return bytes_; }

private:
    std::array<std::byte, size_bytes_max> bytes_{};
};

struct CipherContextDeleter {
    void operator()(evp_cipher_ctx_st* context) const;
};

class SymmetricKey {
public:
    // Requires a suite that is not none.
    SymmetricKey(Suite suite, Secret32 secret);

    // `sealed` must have plain.size() + tag_size_bytes; it may be `plain` itself and
    // more, but not overlap it otherwise.
    void seal(const Nonce& nonce, BytesView additional, BytesView plain,
              std::span<std::byte> sealed);
    // As seal(), over the plain text that stands in all of `bytes` but its last tag_size_bytes.
    void seal_in_place(const Nonce& nonce, BytesView additional, std::span<std::byte> bytes);
    // `plain` must have sealed.size() - tag_size_bytes. Fails with ErrorKind::corrupt when one bit
    // of the sealed or the additional bytes is another; `plain` is then zeros.
    Result<> open(const Nonce& nonce, BytesView additional, BytesView sealed,
                  std::span<std::byte> plain);

    Bytes sealed(const Nonce& nonce, BytesView additional, BytesView plain);
    Result<Bytes> opened(const Nonce& nonce, BytesView additional, BytesView sealed);

    Suite suite() const { return suite_; }

private:
    Suite suite_;
    Secret32 secret_;
    std::unique_ptr<evp_cipher_ctx_st, CipherContextDeleter> sealing_;  // AES only, key set.
    std::unique_ptr<evp_cipher_ctx_st, CipherContextDeleter> opening_;
};

}  // namespace primum::crypto
