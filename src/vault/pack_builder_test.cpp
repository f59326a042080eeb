#include "vault/pack_builder.h"

#include <gtest/gtest.h>

#include "crypto/random.h"
#include "vault/format/chunk.h"

namespace primum::vault {
namespace {

class Packs : public ::testing::Test {
protected:
    Packs() : reader_(ReadingKey::create()), key_(new_key()) {}

    SealingKey new_key() const {
        std::vector<Recipient> readers;
        readers.push_back({reader_.public_part(), reader_.wrapping_key()});
        return SealingKey::create(crypto::random_bytes<16>(), std::move(readers));
    }
    SealedPack sealed_pack() const {
        PackBuilder builder;
        ChunkNamer namer(key_.keys().chunk_id);
        Zstd zstd(1);
        for (int i = 0; i < 20; ++i) {
            Bytes raw(1000 + static_cast<std::size_t>(i), static_cast<std::byte>(i));
            Bytes buffer;
            const auto plain = encode_chunk(ChunkKind::content, raw, zstd, buffer);
            builder.add(namer.name(ChunkKind::content, raw), plain, quick_sum(plain));
        }
        auto pack = std::move(builder).seal(key_, crypto::fastest_suite());
        CHECK(pack);
        return std::move(pack).value();
    }

    ReadingKey reader_;
    SealingKey key_;
};

Bytes joined(const SealedPack& pack) {
    Bytes bytes;
    for (const auto part : pack.parts()) bytes.insert(bytes.end(), part.begin(), part.end());
    return bytes;
}

TEST_F(Packs, a_pack_is_named_by_its_hash_and_opened_by_its_reader) {
    const auto pack = sealed_pack();
    ASSERT_TRUE(pack.verify(key_));
    const auto file = joined(pack);
    EXPECT_EQ(pack.name(), crypto::sha256(file));
    EXPECT_EQ(pack.index_entry().size_bytes, file.size());
    const auto head = read_pack_head(file);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->first, pack.index_entry().first);
    EXPECT_TRUE(reader_.unwrap(head->envelope, head->salt));
    EXPECT_EQ(*open_directory(*head, key_.keys()), pack.index_entry().chunks);
}

TEST_F(Packs, V1_chunks_stand_in_an_order_drawn_by_lot) {
    const auto first = sealed_pack();
    bool differs = false;
    for (int i = 0; i < 5 && !differs; ++i) {
        const auto second = sealed_pack();
        for (std::size_t j = 0; j < 20; ++j) {
            differs =
                differs || first.index_entry().chunks[j].id != second.index_entry().chunks[j].id;
        }
    }
    EXPECT_TRUE(differs);
}

TEST_F(Packs, V12_a_bit_that_flips_in_memory_before_publishing_is_caught) {
    const auto pack = sealed_pack();
    ASSERT_TRUE(pack.verify(key_));
    for (const auto part : pack.parts()) {
        for (const std::size_t position : {std::size_t{0}, part.size() / 2, part.size() - 1}) {
            auto& byte = const_cast<std::byte&>(part[position]);
            byte ^= std::byte{4};
            const auto verified = pack.verify(key_);
            ASSERT_FALSE(verified);
            EXPECT_EQ(verified.error().kind, ErrorKind::corrupt);
            byte ^= std::byte{4};
        }
    }
    EXPECT_TRUE(pack.verify(key_));
}

TEST_F(Packs, V12_a_bit_that_flips_before_sealing_is_caught) {
    PackBuilder builder;
    Bytes plain(5000, std::byte{7});
    const auto sum = quick_sum(plain);
    plain[4321] ^= std::byte{16};
    builder.add(Hash{}, plain, sum);
    const auto pack = std::move(builder).seal(key_, crypto::fastest_suite());
    ASSERT_TRUE(pack);
    EXPECT_FALSE(pack->verify(key_));
}

TEST(QuickSum, notices_any_flipped_bit_and_any_swap) {
    Bytes bytes(100);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7);
    const auto sum = quick_sum(bytes);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto flipped = bytes;
        flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        ASSERT_NE(quick_sum(flipped), sum);
    }
    std::swap_ranges(bytes.begin(), bytes.begin() + 32, bytes.begin() + 32);
    EXPECT_NE(quick_sum(bytes), sum);
}

}  // namespace
}  // namespace primum::vault
