// Project Wycheproof's vectors (PRIMUM_TESTDATA/12-peer-tests/wycheproof) against every primitive.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/byte_reader.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/sign.h"
#include "crypto/wrap.h"

namespace primum::crypto {
namespace {

using nlohmann::json;

std::filesystem::path vectors_folder() {
    const char* set = std::getenv("PRIMUM_TESTDATA");  // NOLINT(concurrency-mt-unsafe)
    return std::filesystem::path(set != nullptr ? set : PRIMUM_TESTDATA_DEFAULT) /
           "12-peer-tests/wycheproof";
}

Bytes from_hex(const std::string& text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}
Bytes field(const json& test, const char* name) {
    return from_hex(test.at(name).get<std::string>());
}

template <std::size_t length>
std::span<const std::byte, length> exactly(const Bytes& bytes) {
    CHECK(bytes.size() == length);
    return std::span<const std::byte, length>(bytes.data(), length);
}
template <std::size_t length>
std::array<std::byte, length> array_of(const Bytes& bytes) {
    std::array<std::byte, length> result{};
    std::ranges::copy(exactly<length>(bytes), result.begin());
    return result;
}

// Calls `run` with each group and test, and gives their number; 0 when the vectors are absent.
template <class Run>
std::size_t for_each_vector(const char* file, const Run& run) {
    std::ifstream input(vectors_folder() / file);
    if (!input) return 0;
    const auto all = json::parse(input);
    std::size_t count = 0;
    for (const auto& group : all.at("testGroups")) {
        for (const auto& test : group.at("tests")) {
            SCOPED_TRACE(std::string(file) + " " + std::to_string(test.at("tcId").get<int>()));
            if (run(group, test)) ++count;
        }
    }
    return count;
}

#define REQUIRE_VECTORS(count, at_least)                                 \
    if (!std::filesystem::exists(vectors_folder())) {                    \
        GTEST_SKIP() << "no Wycheproof vectors at " << vectors_folder(); \
    }                                                                    \
    EXPECT_GE(count, std::size_t{at_least})

bool is_valid(const json& test) { return test.at("result") == "valid"; }

std::size_t run_aead(const char* file, Suite suite, std::size_t nonce_bits) {
    return for_each_vector(file, [&](const json& group, const json& test) {
        if (group.at("keySize") != 256 || group.at("tagSize") != 128) return false;
        if (group.at("ivSize") != nonce_bits) return false;  // We make no other nonces.
        const auto key = field(test, "key");
        SymmetricKey symmetric(suite, Secret32(exactly<32>(key)));
        const Nonce nonce(field(test, "iv"));
        auto sealed = field(test, "ct");
        const auto tag = field(test, "tag");
        sealed.insert(sealed.end(), tag.begin(), tag.end());
        const auto opened = symmetric.opened(nonce, field(test, "aad"), sealed);
        EXPECT_EQ(opened.has_value(), is_valid(test));
        if (!is_valid(test)) return true;
        EXPECT_EQ(*opened, field(test, "msg"));
        EXPECT_EQ(symmetric.sealed(nonce, field(test, "aad"), field(test, "msg")), sealed);
        return true;
    });
}

TEST(Wycheproof, aes_256_gcm_agrees) {
    REQUIRE_VECTORS(run_aead("aes_gcm_test.json", Suite::aes_256_gcm, 96), 48);
}

TEST(Wycheproof, xchacha20_poly1305_agrees) {
    REQUIRE_VECTORS(run_aead("xchacha20_poly1305_test.json", Suite::xchacha20_poly1305, 192), 200);
}

TEST(Wycheproof, chacha20_poly1305_agrees) {
    REQUIRE_VECTORS(run_aead("chacha20_poly1305_test.json", Suite::chacha20_poly1305, 96), 200);
}

TEST(Wycheproof, x25519_agrees_and_refuses_shared_zeros) {
    const auto count = for_each_vector("x25519_test.json", [](const json&, const json& test) {
        const auto secret_bytes = field(test, "private");
        const auto shared_bytes = field(test, "shared");
        const Secret32 secret(exactly<32>(secret_bytes));
        const auto shared = x25519(secret, array_of<32>(field(test, "public")));
        const bool zeros =
            std::ranges::all_of(shared_bytes, [](auto byte) { return byte == std::byte{0}; });
        EXPECT_EQ(shared.has_value(), !zeros);
        EXPECT_TRUE(!shared || std::ranges::equal(shared->view(), shared_bytes));
        return true;
    });
    REQUIRE_VECTORS(count, 363);
}

TEST(Wycheproof, ed25519_agrees) {
    const auto count =
        for_each_vector("ed25519_test.json", [](const json& group, const json& test) {
            const auto key = field(group.at("publicKey"), "pk");
            const auto signature = field(test, "sig");
            if (signature.size() != 64) {  // Our type cannot hold another length.
                EXPECT_FALSE(is_valid(test));
                return true;
            }
            const auto checked =
                CheckingKey(array_of<32>(key)).check(field(test, "msg"), array_of<64>(signature));
            EXPECT_EQ(checked.has_value(), is_valid(test));
            return true;
        });
    REQUIRE_VECTORS(count, 100);
}

TEST(Wycheproof, hkdf_sha256_agrees) {
    const auto count = for_each_vector("hkdf_sha256_test.json", [](const json&, const json& test) {
        const auto size = test.at("size").get<std::size_t>();
        if (!is_valid(test)) {
            EXPECT_GT(size, std::size_t{255} * 32);  // Their only invalid ones; ours would CHECK.
            return true;
        }
        EXPECT_EQ(hkdf(field(test, "ikm"), field(test, "salt"), field(test, "info"), size),
                  field(test, "okm"));
        return true;
    });
    REQUIRE_VECTORS(count, 62);
}

TEST(Wycheproof, hmac_sha256_agrees) {
    const auto count =
        for_each_vector("hmac_sha256_test.json", [](const json& group, const json& test) {
            HmacSha256 hmac(field(test, "key"));
            hmac.update(field(test, "msg"));
            const auto mac = hmac.finish();
            const auto tag = field(test, "tag");
            EXPECT_EQ(tag.size() * 8, group.at("tagSize").get<std::size_t>());
            EXPECT_EQ(std::ranges::equal(BytesView(mac).first(tag.size()), tag), is_valid(test));
            return true;
        });
    REQUIRE_VECTORS(count, 123);
}

}  // namespace
}  // namespace primum::crypto
