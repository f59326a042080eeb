#include "crypto/aead.h"

#include <openssl/evp.h>

#include <limits>

#include "crypto/raw.h"

namespace primum::crypto {
namespace {

int length_of(BytesView bytes) {
    CHECK(bytes.size() <= std::size_t{std::numeric_limits<int>::max()});
    return static_cast<int>(bytes.size());
}

const EVP_CIPHER* aes_256_gcm() {
    static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    CHECK(fetched != nullptr);
    return fetched;
}

Error not_authentic() {
    return {ErrorKind::corrupt, {"ces données ont été modifiées", "these data have been modified"}};
}

void gcm_seal(EVP_CIPHER_CTX* context, const Nonce& nonce, BytesView additional, BytesView plain,
              std::span<std::byte> sealed) {
    int written = 0;
    CHECK(EVP_EncryptInit_ex2(context, nullptr, nullptr, raw(nonce.bytes()), nullptr) == 1);
    CHECK(EVP_EncryptUpdate(context, nullptr, &written, raw(additional), length_of(additional)) ==
          1);
    CHECK(EVP_EncryptUpdate(context, writable(sealed), &written, raw(plain), length_of(plain)) ==
          1);
    CHECK(EVP_EncryptFinal_ex(context, writable(sealed) + written, &written) == 1);
    CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size_bytes,
                              writable(sealed.subspan(plain.size()))) == 1);
}

bool gcm_open(EVP_CIPHER_CTX* context, const Nonce& nonce, BytesView additional, BytesView sealed,
              std::span<std::byte> plain) {
    const auto body = sealed.first(plain.size());
    std::array<unsigned char, tag_size_bytes> tag{};
    std::copy_n(raw(sealed.subspan(plain.size())), tag.size(), tag.begin());
    int written = 0;
    CHECK(EVP_DecryptInit_ex2(context, nullptr, nullptr, raw(nonce.bytes()), nullptr) == 1);
    CHECK(EVP_DecryptUpdate(context, nullptr, &written, raw(additional), length_of(additional)) ==
          1);
    CHECK(EVP_DecryptUpdate(context, writable(plain), &written, raw(body), length_of(body)) == 1);
    CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size_bytes, tag.data()) == 1);
    return EVP_DecryptFinal_ex(context, writable(plain) + written, &written) == 1;
}

}  // namespace

void CipherContextDeleter::operator()(evp_cipher_ctx_st* context) const {
    EVP_CIPHER_CTX_free(context);  // Wipes the key's schedule.
}

Suite fastest_suite() {
#if defined(__x86_64__)
    const bool fast = __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
#else
    const bool fast = false;
#endif
    return fast ? Suite::aes_256_gcm : Suite::xchacha20_poly1305;
}

Nonce::Nonce(std::uint64_t number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
        bytes_[i] = static_cast<std::byte>(number >> (8 * i));
    }
}

Nonce::Nonce(BytesView first_bytes) {
    CHECK(first_bytes.size() <= bytes_.size());
    std::ranges::copy(first_bytes, bytes_.begin());
}

SymmetricKey::SymmetricKey(Suite suite, Secret32 secret)
    : suite_(suite), secret_(std::move(secret)) {
    CHECK(suite != Suite::none);
    if (suite != Suite::aes_256_gcm) return;
    sealing_.reset(EVP_CIPHER_CTX_new());
    opening_.reset(EVP_CIPHER_CTX_new());
    CHECK(sealing_ != nullptr && opening_ != nullptr);
    const auto* key = raw(secret_.view());
    CHECK(EVP_EncryptInit_ex2(sealing_.get(), aes_256_gcm(), key, nullptr, nullptr) == 1);
    CHECK(EVP_DecryptInit_ex2(opening_.get(), aes_256_gcm(), key, nullptr, nullptr) == 1);
}

void SymmetricKey::seal(const Nonce& nonce, BytesView additional, BytesView plain,
                        std::span<std::byte> sealed) {
    CHECK(sealed.size() == plain.size() + tag_size_bytes);
    if (suite_ == Suite::aes_256_gcm) {
        return gcm_seal(sealing_.get(), nonce, additional, plain, sealed);
    }
    const auto encrypt = suite_ == Suite::xchacha20_poly1305
                             ? crypto_aead_xchacha20poly1305_ietf_encrypt
                             : crypto_aead_chacha20poly1305_ietf_encrypt;
    CHECK(encrypt(writable(sealed), nullptr, raw(plain), plain.size(), raw(additional),
                  additional.size(), nullptr, raw(nonce.bytes()), raw(secret_.view())) == 0);
}

void SymmetricKey::seal_in_place(const Nonce& nonce, BytesView additional,
                                 std::span<std::byte> bytes) {
    CHECK(bytes.size() >= tag_size_bytes);
    seal(nonce, additional, bytes.first(bytes.size() - tag_size_bytes), bytes);
}

Result<> SymmetricKey::open(const Nonce& nonce, BytesView additional, BytesView sealed,
                            std::span<std::byte> plain) {
    if (sealed.size() < tag_size_bytes) return not_authentic();
    CHECK(plain.size() == sealed.size() - tag_size_bytes);
    bool authentic = false;
    if (suite_ == Suite::aes_256_gcm) {
        authentic = gcm_open(opening_.get(), nonce, additional, sealed, plain);
    } else {
        const auto decrypt = suite_ == Suite::xchacha20_poly1305
                                 ? crypto_aead_xchacha20poly1305_ietf_decrypt
                                 : crypto_aead_chacha20poly1305_ietf_decrypt;
        authentic =
            decrypt(writable(plain), nullptr, nullptr, raw(sealed), sealed.size(), raw(additional),
                    additional.size(), raw(nonce.bytes()), raw(secret_.view())) == 0;
    }
    if (authentic) return {};
    std::ranges::fill(plain, std::byte{0});
    return not_authentic();
}

Bytes SymmetricKey::sealed(const Nonce& nonce, BytesView additional, BytesView plain) {
    Bytes result(plain.size() + tag_size_bytes);
    seal(nonce, additional, plain, result);
    return result;
}

Result<Bytes> SymmetricKey::opened(const Nonce& nonce, BytesView additional, BytesView sealed) {
    if (sealed.size() < tag_size_bytes) return not_authentic();
    Bytes plain(sealed.size() - tag_size_bytes);
    TRY(open(nonce, additional, sealed, plain));
    return plain;
}

}  // namespace primum::crypto
