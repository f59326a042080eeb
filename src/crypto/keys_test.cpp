#include <gtest/gtest.h>

#include <type_traits>

#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "crypto/sign.h"
#include "crypto/wrap.h"

namespace primum::crypto {
namespace {

Secret32 counted(unsigned char first) {
    Secret32 secret;
    for (auto& byte : secret.writable()) byte = static_cast<std::byte>(first++);
    return secret;
}

bool same(const Secret32& left, const Secret32& right) {
    return std::ranges::equal(left.view(), right.view());
}

TEST(Secret, moving_leaves_zeros_behind) {
    auto first = counted(1);
    const auto second = std::move(first);
    EXPECT_TRUE(same(first, Secret32{}));  // NOLINT(bugprone-use-after-move): that is the point.
    EXPECT_TRUE(same(second, counted(1)));
}

TEST(Secret, wipes_itself) {
    alignas(Secret32) std::array<std::byte, sizeof(Secret32)> place;
    auto* secret = new (place.data()) Secret32(counted(7));
    secret->~Secret32();
    EXPECT_TRUE(std::ranges::all_of(place, [](auto byte) { return byte == std::byte{0}; }));
}

TEST(Secret, can_be_neither_copied_nor_compared) {
    static_assert(!std::is_copy_constructible_v<Secret32>);
    static_assert(!std::is_copy_assignable_v<Secret32>);
    static_assert(!std::equality_comparable<Secret32>);
}

TEST(WrappingKey, what_was_wrapped_is_unwrapped_by_that_person_alone) {
    const auto salt = random_bytes<32>();
    const UnwrappingKey person{random_secret(), random_secret()};
    const WrappingKey to_person{x25519_public(person.secret), person.preshared.duplicate()};
    const auto ephemeral = random_secret();
    const auto wrapped = to_person.wrap(counted(9), ephemeral, salt);
    ASSERT_TRUE(wrapped);
    const auto seen = x25519_public(ephemeral);

    const auto key = person.unwrap(*wrapped, seen, salt);
    ASSERT_TRUE(key);
    EXPECT_TRUE(same(*key, counted(9)));
    EXPECT_FALSE(person.unwrap(*wrapped, seen, random_bytes<32>()));
    const UnwrappingKey stranger{random_secret(), person.preshared.duplicate()};
    EXPECT_FALSE(stranger.unwrap(*wrapped, seen, salt));
}

// V2: whoever has broken X25519, and so has the person's secret, still lacks the preshared one.
TEST(WrappingKey, V2_without_the_preshared_secret_the_broken_curve_opens_nothing) {
    const auto salt = random_bytes<32>();
    const UnwrappingKey person{random_secret(), random_secret()};
    const WrappingKey to_person{x25519_public(person.secret), person.preshared.duplicate()};
    const auto ephemeral = random_secret();
    const auto wrapped = to_person.wrap(counted(9), ephemeral, salt);
    ASSERT_TRUE(wrapped);
    const UnwrappingKey attacker{person.secret.duplicate(), Secret32{}};
    EXPECT_FALSE(attacker.unwrap(*wrapped, x25519_public(ephemeral), salt));
}

TEST(SigningKey, another_message_or_key_is_refused) {
    const SigningKey signer(counted(3));
    const std::array message{std::byte{1}, std::byte{2}};
    const auto signature = signer.sign(message);
    EXPECT_TRUE(signer.checking_key().check(message, signature));
    EXPECT_FALSE(signer.checking_key().check(BytesView(message).first(1), signature));
    EXPECT_FALSE(SigningKey(counted(4)).checking_key().check(message, signature));
}

TEST(SymmetricKey, every_flipped_bit_is_noticed_and_nothing_is_given) {
    for (const auto suite : {Suite::aes_256_gcm, Suite::xchacha20_poly1305}) {
        SymmetricKey key(suite, counted(5));
        const auto plain = random_bytes<37>();
        const auto sealed = key.sealed(Nonce(1), {}, plain);
        EXPECT_FALSE(key.opened(Nonce(2), {}, sealed));
        for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
            auto flipped = sealed;
            flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            Bytes output(plain.size(), std::byte{0xee});
            EXPECT_FALSE(key.open(Nonce(1), {}, flipped, output));
            EXPECT_EQ(output, Bytes(plain.size()));
        }
    }
}

TEST(Passphrase, the_same_gives_the_same_key_and_another_another) {
    const PassphraseCost small{.passes = 1, .memory_kib = 64};
    const PassphraseSalt salt{};
    const auto key = stretch_passphrase("cheval correct", salt, small);
    ASSERT_TRUE(key);
    EXPECT_TRUE(same(*key, *stretch_passphrase("cheval correct", salt, small)));
    EXPECT_FALSE(same(*key, *stretch_passphrase("cheval Correct", salt, small)));
}

TEST(Passphrase, an_unreasonable_effort_is_refused) {
    const PassphraseSalt salt{};
    EXPECT_FALSE(stretch_passphrase("x", salt, {.passes = 1000, .memory_kib = 64}));
    EXPECT_FALSE(stretch_passphrase("x", salt, {.passes = 1, .memory_kib = 1ULL << 32}));
    EXPECT_FALSE(stretch_passphrase("x", salt, {.passes = 0, .memory_kib = 64}));
}

}  // namespace
}  // namespace primum::crypto
