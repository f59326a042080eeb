#include "vault/format/index_file.h"

namespace primum::vault {
namespace {

constexpr std::string_view index_label = "primum vault 1 index file";
constexpr std::size_t pack_entry_size_bytes = 48;
constexpr std::size_t chunk_entry_size_bytes = 36;

crypto::SymmetricKey index_key(crypto::Suite suite, const ComputerKeys& keys, const Hash& salt) {
    return {suite, crypto::derive(keys.index.view(), salt, index_label)};
}

Bytes body_of(const IndexFile& index) {
    Writer body;
    body.u32(static_cast<std::uint32_t>(index.packs.size()));
    for (const auto& pack : index.packs) {
        body.raw(pack.pack);
        body.u64(pack.size_bytes);
        body.u32(pack.first);
        body.u32(static_cast<std::uint32_t>(pack.chunks.size()));
        for (const auto& chunk : pack.chunks) {
            body.raw(chunk.id);
            body.u32(chunk.size_bytes);
        }
    }
    return std::move(body).bytes();
}

Result<IndexedPack> read_pack(Parser& parser) {
    IndexedPack pack{.pack = TRY(parser.hash())};
    pack.size_bytes = TRY(parser.u64());
    pack.first = TRY(parser.u32());
    const auto count = TRY(parser.count_u32(chunk_entry_size_bytes));
    pack.chunks.reserve(count);
    std::uint64_t end = pack.first;
    for (std::size_t i = 0; i < count; ++i) {
        const auto id = TRY(parser.hash());
        pack.chunks.push_back({id, TRY(parser.u32())});
        end += pack.chunks.back().size_bytes;
    }
    if (end != pack.size_bytes || pack.size_bytes > pack_size_bytes_max) {
        return broken(
            {"les tailles d'un paquet ne s'additionnent pas", "the sizes in a pack do not add up"});
    }
    return pack;
}

}  // namespace

Bytes write_index(const IndexFile& index, crypto::Suite suite, const ComputerKeys& keys,
                  const Hash& salt) {
    CHECK(index.packs.size() <= index_packs_max);
    const auto body = body_of(index);
    Writer writer;
    write_header(writer, magic::index, suite);
    writer.raw(index.computer);
    writer.raw(index.previous);
    writer.raw(salt);
    writer.u32(static_cast<std::uint32_t>(body.size() + crypto::tag_size_bytes));
    auto key = index_key(suite, keys, salt);
    writer.raw(key.sealed(crypto::Nonce(0), writer.bytes(), body));
    return std::move(writer).bytes();
}

Result<IndexFront> read_index_front(BytesView file) {
    Parser parser(file);
    TRY(read_sealed_header(parser, magic::index));
    const auto computer = TRY(parser.id16());
    return IndexFront{computer, TRY(parser.hash())};
}

Result<IndexFile> open_index(BytesView file, const ComputerKeys& keys) {
    Parser parser(file);
    const auto suite = TRY(read_sealed_header(parser, magic::index));
    IndexFile index{.computer = TRY(parser.id16()), .previous = TRY(parser.hash())};
    const auto salt = TRY(parser.hash());
    const auto length = TRY(parser.count_u32(1));
    const auto additional = parser.before();
    const auto sealed = TRY(parser.take(length));
    TRY(parser.expect_end());
    auto key = index_key(suite, keys, salt);
    const auto plain = TRY(key.opened(crypto::Nonce(0), additional, sealed));
    Parser body(plain);
    const auto count = TRY(body.count_u32(pack_entry_size_bytes));
    for (std::size_t i = 0; i < count; ++i) index.packs.push_back(TRY(read_pack(body)));
    TRY(body.expect_end());
    return index;
}

}  // namespace primum::vault
