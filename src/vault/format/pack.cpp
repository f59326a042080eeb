#include "vault/format/pack.h"

#include "crypto/random.h"

namespace primum::vault {
namespace {

constexpr std::string_view directory_label = "primum vault 1 directory";
constexpr std::size_t directory_entry_size_bytes = 36;

crypto::SymmetricKey directory_key(crypto::Suite suite, const crypto::Secret32& index_key,
                                   const Hash& salt) {
    return {suite, crypto::derive(index_key.view(), salt, directory_label)};
}

struct Front {
    PackHead head;
    std::uint32_t directory_length = 0;
};

Result<Front> read_front(Parser& parser) {
    Front front;
    auto& head = front.head;
    head.suite = TRY(read_sealed_header(parser, magic::pack));
    head.computer = TRY(parser.id16());
    head.salt = TRY(parser.hash());
    head.envelope = TRY(read_envelope(parser));
    front.directory_length = TRY(parser.u32());
    if (front.directory_length < crypto::tag_size_bytes ||
        front.directory_length >
            4 + pack_chunks_max * directory_entry_size_bytes + crypto::tag_size_bytes) {
        return broken({"la table d'un paquet a une taille impossible",
                       "a pack's directory has an impossible size"});
    }
    head.additional = parser.before();
    head.first = parser.position() + front.directory_length;
    return front;
}

}  // namespace

Result<PackHead> read_pack_front(BytesView beginning) {
    Parser parser(beginning);
    return TRY(read_front(parser)).head;
}

Result<PackHead> read_pack_head(BytesView beginning) {
    Parser parser(beginning);
    auto front = TRY(read_front(parser));
    front.head.sealed_directory = TRY(parser.take(front.directory_length));
    return front.head;
}

Result<std::vector<StoredChunk>> open_directory(const PackHead& head, const ComputerKeys& keys) {
    auto key = directory_key(head.suite, keys.index, head.salt);
    const auto plain = TRY(key.opened(crypto::Nonce(0), head.additional, head.sealed_directory));
    Parser parser(plain);
    const auto count = TRY(parser.count_u32(directory_entry_size_bytes));
    std::vector<StoredChunk> chunks;
    chunks.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto id = TRY(parser.hash());
        chunks.push_back({id, TRY(parser.u32())});
    }
    TRY(parser.expect_end());
    return chunks;
}

PackRandomness PackRandomness::fresh() {
    return {crypto::random_secret(), crypto::random_secret(), crypto::random_bytes<32>()};
}

Result<Bytes> write_pack_head(crypto::Suite suite, const PackAuthor& author,
                              const PackRandomness& randomness,
                              std::span<const StoredChunk> chunks) {
    CHECK(chunks.size() <= pack_chunks_max);
    Writer directory;
    directory.u32(static_cast<std::uint32_t>(chunks.size()));
    for (const auto& chunk : chunks) {
        directory.raw(chunk.id);
        directory.u32(chunk.size_bytes);
    }
    Writer writer;
    write_header(writer, magic::pack, suite);
    writer.raw(author.computer);
    writer.raw(randomness.salt);
    write_envelope(writer, TRY(wrap_to_all(randomness.key, randomness.ephemeral, randomness.salt,
                                           author.readers)));
    writer.u32(static_cast<std::uint32_t>(directory.size() + crypto::tag_size_bytes));
    auto sealing = directory_key(suite, author.keys.index, randomness.salt);
    writer.raw(sealing.sealed(crypto::Nonce(0), writer.bytes(), directory.bytes()));
    return std::move(writer).bytes();
}

}  // namespace primum::vault
