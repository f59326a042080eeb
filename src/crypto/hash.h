// Hashes: SHA-256 (FIPS 180-4) and HMAC with it (RFC 2104), whole or in parts.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "crypto/secret.h"

struct evp_md_ctx_st;

namespace primum::crypto {

using Hash = std::array<std::byte, 32>;

struct DigestContextDeleter {
    void operator()(evp_md_ctx_st* context) const;
};
using DigestContext = std::unique_ptr<evp_md_ctx_st, DigestContextDeleter>;

class Sha256 {
public:
    Sha256();
    void update(BytesView bytes);
    Hash finish();  // And begins anew.

private:
    DigestContext context_;
};

Hash sha256(BytesView bytes);

// One key, many messages: the key's two blocks are hashed once.
class HmacSha256 {
public:
    explicit HmacSha256(BytesView key);
    void update(BytesView bytes);
    Hash finish();  // And begins anew.

private:
    DigestContext inner_start_;
    DigestContext outer_start_;
    DigestContext running_;
};

// HKDF-SHA-256 (RFC 5869) with 32 bytes of output.
Secret32 derive(BytesView secret, BytesView salt, BytesView label);
Secret32 derive(BytesView secret, BytesView salt, std::string_view label);

// HKDF-SHA-256 of any length up to 8160 bytes, for the vectors of others.
Bytes hkdf(BytesView secret, BytesView salt, BytesView info, std::size_t length);

}  // namespace primum::crypto
