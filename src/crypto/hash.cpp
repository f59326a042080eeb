#include "crypto/hash.h"

#include <openssl/evp.h>

#include "base/byte_reader.h"

namespace primum::crypto {
namespace {

constexpr std::size_t block_size_bytes = 64;

// Fetched once: fetching takes a lock and a search by name.
const EVP_MD* algorithm() {
    static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CHECK(fetched != nullptr);
    return fetched;
}

DigestContext new_context() {
    DigestContext context(EVP_MD_CTX_new());
    CHECK(context != nullptr && EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
    return context;
}

void update_context(EVP_MD_CTX* context, BytesView bytes) {
    CHECK(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
}

Hash finish_context(EVP_MD_CTX* context) {
    Hash hash;
    CHECK(EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(hash.data()), nullptr) == 1);
    return hash;
}

}  // namespace

void DigestContextDeleter::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(new_context()) {}

void Sha256::update(BytesView bytes) { update_context(context_.get(), bytes); }

Hash Sha256::finish() {
    const auto hash = finish_context(context_.get());
    CHECK(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr) == 1);
    return hash;
}

Hash sha256(BytesView bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

HmacSha256::HmacSha256(BytesView key)
    : inner_start_(new_context()), outer_start_(new_context()), running_(new_context()) {
    Secret<block_size_bytes> block;
    if (key.size() > block_size_bytes) {
        std::ranges::copy(sha256(key), block.writable().begin());
    } else {
        std::ranges::copy(key, block.writable().begin());
    }
    for (auto& byte : block.writable()) byte ^= std::byte{0x36};
    update_context(inner_start_.get(), block.view());
    for (auto& byte : block.writable()) byte ^= std::byte{0x36 ^ 0x5c};
    update_context(outer_start_.get(), block.view());
    CHECK(EVP_MD_CTX_copy_ex(running_.get(), inner_start_.get()) == 1);
}

void HmacSha256::update(BytesView bytes) { update_context(running_.get(), bytes); }

Hash HmacSha256::finish() {
    const auto inner = finish_context(running_.get());
    CHECK(EVP_MD_CTX_copy_ex(running_.get(), outer_start_.get()) == 1);
    update_context(running_.get(), inner);
    const auto mac = finish_context(running_.get());
    CHECK(EVP_MD_CTX_copy_ex(running_.get(), inner_start_.get()) == 1);
    return mac;
}

Bytes hkdf(BytesView secret, BytesView salt, BytesView info, std::size_t length) {
    constexpr std::size_t blocks_max = 255;
    CHECK(length <= blocks_max * sizeof(Hash));
    HmacSha256 extract(salt);
    extract.update(secret);
    const Secret32 key(extract.finish());

    HmacSha256 expand(key.view());
    Bytes output;
    Hash block{};
    for (std::size_t number = 1; output.size() < length; ++number) {
        if (number > 1) expand.update(block);
        expand.update(info);
        const std::array counter{static_cast<std::byte>(number)};
        expand.update(counter);
        block = expand.finish();
        output.insert(output.end(), block.begin(), block.end());
    }
    output.resize(length);
    return output;
}

Secret32 derive(BytesView secret, BytesView salt, BytesView label) {
    auto output = hkdf(secret, salt, label, Secret32::size_bytes);
    Secret32 derived(std::span<const std::byte, 32>(output.data(), 32));
    sodium_memzero(output.data(), output.size());
    return derived;
}

Secret32 derive(BytesView secret, BytesView salt, std::string_view label) {
    return derive(secret, salt, as_bytes(label));
}

}  // namespace primum::crypto
