#include "vault/pack_builder.h"

#include <algorithm>
#include <cstring>

#include "crypto/random.h"

namespace primum::vault {
namespace {

void shuffle(std::vector<std::size_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[crypto::random_below(static_cast<std::uint32_t>(i))]);
    }
}

Error bad_memory() {
    return {ErrorKind::corrupt,
            {"des données ont changé en mémoire avant d'être écrites : la mémoire de cet "
             "ordinateur est sans doute défectueuse",
             "data changed in memory before they were written: this computer's memory is probably "
             "faulty"}};
}

}  // namespace

std::uint64_t quick_sum(BytesView bytes) {
    // Four independent Fletcher-like sums over words: about as fast as memory.
    std::array<std::uint64_t, 4> plain{1, 2, 3, 4};
    std::array<std::uint64_t, 4> weighted{};
    std::array<std::uint64_t, 4> words;
    while (bytes.size() >= sizeof words) {
        std::memcpy(words.data(), bytes.data(), sizeof words);
        for (std::size_t i = 0; i < words.size(); ++i) {
            plain[i] += words[i];
            weighted[i] += plain[i];
        }
        bytes = bytes.subspan(sizeof words);
    }
    std::uint64_t sum = bytes.size();
    for (const auto byte : bytes) sum = sum * 0x100000001b3U + std::to_integer<std::uint64_t>(byte);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        for (const auto part : {plain[i], weighted[i]}) {
            sum = (sum ^ part) * 0x9e3779b97f4a7c15U;
            sum ^= sum >> 32;  // Else a change of the highest bit alone could cancel out.
        }
    }
    return sum;
}

bool PackBuilder::has_room_for(std::size_t plain_size) const {
    return items_.size() < pack_chunks_max &&
           used_ + plain_size + crypto::tag_size_bytes <= memory_.bytes().size();
}

void PackBuilder::add(const Hash& id, BytesView plain, std::uint64_t sum) {
    CHECK(has_room_for(plain.size()));
    std::ranges::copy(plain, memory_.bytes().begin() + static_cast<std::ptrdiff_t>(used_));
    items_.push_back({id, used_, plain.size(), sum});
    used_ += plain.size() + crypto::tag_size_bytes;
}

Result<SealedPack> PackBuilder::seal(const PackAuthor& author, crypto::Suite suite) && {
    CHECK(!items_.empty());
    std::vector<std::size_t> order(items_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    shuffle(order);
    std::vector<SealedPack::Item> items;
    for (const auto position : order) items.push_back(items_[position]);

    SealedPack pack(std::move(memory_), std::move(items), PackRandomness::fresh());
    pack.suite_ = suite;
    auto& entry = pack.index_entry_;
    for (const auto& item : pack.items_) {
        const auto stored = static_cast<std::uint32_t>(item.size + crypto::tag_size_bytes);
        entry.chunks.push_back({item.id, stored});
    }
    pack.head_ = TRY(write_pack_head(suite, author, pack.randomness_, entry.chunks));
    entry.first = static_cast<std::uint32_t>(pack.head_.size());

    crypto::SymmetricKey pack_key(suite, pack.randomness_.key.duplicate());
    crypto::Sha256 hash;
    hash.update(pack.head_);
    pack.parts_.push_back(pack.head_);
    entry.size_bytes = pack.head_.size();
    for (std::size_t number = 0; number < pack.items_.size(); ++number) {
        const auto& item = pack.items_[number];
        const auto stored =
            pack.memory_.bytes().subspan(item.offset, item.size + crypto::tag_size_bytes);
        pack_key.seal_in_place(crypto::Nonce(number), item.id, stored);
        hash.update(stored);
        pack.parts_.push_back(stored);
        entry.size_bytes += stored.size();
    }
    entry.pack = hash.finish();
    return pack;
}

Result<> SealedPack::verify(const PackAuthor& author) const {
    const auto head = read_pack_head(head_);
    if (!head) return bad_memory();
    const auto chunks = open_directory(*head, author.keys);
    // A key that was wrapped wrongly would be noticed in years: wrap it a second time and compare.
    const auto again = write_pack_head(suite_, author, randomness_, index_entry_.chunks);
    if (!chunks || *chunks != index_entry_.chunks || !again || *again != head_) {
        return bad_memory();
    }
    crypto::SymmetricKey pack_key(suite_, randomness_.key.duplicate());
    Bytes plain;
    for (std::size_t number = 0; number < items_.size(); ++number) {
        const auto& item = items_[number];
        plain.resize(item.size);
        const auto opened =
            pack_key.open(crypto::Nonce(number), item.id, parts_[number + 1], plain);
        if (!opened || quick_sum(plain) != item.sum) return bad_memory();
    }
    return {};
}

}  // namespace primum::vault
