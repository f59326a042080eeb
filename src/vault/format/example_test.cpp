// The worked example of docs/design/vault-format.md, written by tests/vectors/vault/make_example.py
// from the document alone: what this room reads and computes is what the document says.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "crypto/draw_cipher.h"
#include "os/file.h"
#include "vault/cut.h"
#include "vault/format/certificate.h"
#include "vault/format/chunk.h"
#include "vault/format/config.h"
#include "vault/format/index_file.h"
#include "vault/format/tree.h"
#include "vault/snapshot.h"

namespace primum::vault {
namespace {

const std::filesystem::path folder = std::filesystem::path(PRIMUM_VECTORS) / "example";

Bytes file(const std::string& name) {
    const auto text = os::read_text(folder / "repository" / name, 1_MiB);
    CHECK(text);
    const auto bytes = as_bytes(*text);
    return {bytes.begin(), bytes.end()};
}

std::string only_file_in(const std::string& name) {
    const std::filesystem::directory_iterator entries(folder / "repository" / name);
    return name + "/" + begin(entries)->path().filename().string();
}

class Example : public testing::Test {
protected:
    Example() { std::ifstream(folder / "example.json") >> values_; }

    Bytes bytes(const char* group, const char* name) const {
        const auto result = from_hex(values_.at(group).at(name).get<std::string>());
        CHECK(result);
        return *result;
    }
    Bytes bytes(const char* name) const {
        const auto result = from_hex(values_.at(name).get<std::string>());
        CHECK(result);
        return *result;
    }
    crypto::Secret32 secret(const char* group, const char* name) const {
        return crypto::Secret32(*Parser(bytes(group, name)).array<32>());
    }
    ReadingKey reader() const { return ReadingKey(secret("reader", "seed")); }
    SealingKey computer() const {
        std::vector<Recipient> readers;
        readers.push_back({reader().public_part(), reader().wrapping_key()});
        return {*Parser(bytes("repository")).id16(), secret("computer", "secret"),
                secret("computer", "signing_seed"), std::move(readers)};
    }
    std::string computer_folder(const std::string& kind) const {
        return only_file_in(kind + "/" + values_.at("computer").at("id").get<std::string>());
    }

    nlohmann::json values_;
};

bool same(BytesView left, BytesView right) { return std::ranges::equal(left, right); }

TEST_F(Example, reading_key_comes_from_its_seed) {
    const auto key = reader();
    EXPECT_TRUE(same(key.public_part().public_x, bytes("reader", "public_x")));
    EXPECT_TRUE(same(key.public_part().public_ed, bytes("reader", "public_ed")));
    EXPECT_TRUE(same(key.id(), bytes("reader", "id")));
    EXPECT_TRUE(same(key.handed_on().secret.view(), bytes("reader", "secret_x")));
    EXPECT_TRUE(same(key.wrapping_key().preshared.view(), bytes("reader", "preshared")));
}

TEST_F(Example, sealing_key_comes_from_its_secrets_and_survives_its_file) {
    const auto key = computer();
    EXPECT_TRUE(same(key.keys().chunk_id.view(), bytes("computer", "key_chunk_id")));
    EXPECT_TRUE(same(key.keys().index.view(), bytes("computer", "key_index")));
    EXPECT_TRUE(same(key.cut_key().view(), bytes("computer", "key_cut")));
    EXPECT_TRUE(same(key.computer_id(), bytes("computer", "id")));

    const auto again = SealingKey::parse(key.encode());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->computer_id(), key.computer_id());
    auto damaged = key.encode();
    damaged[40] ^= std::byte{1};
    EXPECT_FALSE(SealingKey::parse(damaged));
}

TEST_F(Example, sizes_are_padded) {
    for (const auto& pair : values_.at("padme")) EXPECT_EQ(padme(pair[0]), pair[1]);
}

TEST_F(Example, envelope_has_the_same_bytes) {
    const auto key = computer();
    Writer writer;
    const auto envelope = wrap_to_all(secret("envelope", "key"), secret("envelope", "ephemeral"),
                                      *Parser(bytes("envelope", "salt")).hash(), key.readers());
    ASSERT_TRUE(envelope);
    write_envelope(writer, *envelope);
    EXPECT_EQ(writer.bytes(), bytes("envelope", "bytes"));
}

TEST_F(Example, chunk_is_named_and_opened) {
    ChunkNamer namer(computer().keys().chunk_id);
    const auto raw = bytes("chunk", "raw");
    const auto id = namer.name(ChunkKind::content, raw);
    EXPECT_TRUE(same(id, bytes("chunk", "id")));

    crypto::SymmetricKey pack_key(crypto::Suite::aes_256_gcm, secret("chunk", "pack_key"));
    const auto plain = pack_key.opened(crypto::Nonce(0), id, bytes("chunk", "stored"));
    ASSERT_TRUE(plain);
    Zstd zstd(1);
    Bytes buffer;
    const auto decoded = decode_chunk(*plain, zstd, buffer);
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(same(decoded->raw, raw));
}

TEST_F(Example, content_is_cut_where_the_document_says) {
    const CutHash hash(computer().cut_key());
    EXPECT_EQ(hash.of_window(bytes("cut", "window")), values_.at("cut").at("hash"));
    EXPECT_EQ(hash.cipher().draw(values_.at("cut").at("hash")), values_.at("cut").at("value"));
}

TEST_F(Example, config_and_certificate_are_read) {
    const auto config = read_config(file("config"));
    ASSERT_TRUE(config);
    ASSERT_EQ(config->readers.size(), 1U);
    EXPECT_EQ(config->readers[0].reader, reader().public_part());
    EXPECT_EQ(config->readers[0].label, "lecture 1");

    const auto certificate_file = file(only_file_in("computers"));
    const std::array readers{config->readers[0].reader};
    const auto certificate = read_certificate(certificate_file, readers);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(certificate->host, "accueil");
    EXPECT_EQ(certificate->computer(), computer().computer_id());
    const auto secrets = open_certificate(*certificate, reader());
    ASSERT_TRUE(secrets);
    EXPECT_TRUE(same(secrets->keys.index.view(), computer().keys().index.view()));
}

TEST_F(Example, pack_and_index_are_read) {
    const auto pack_file = file(computer_folder("packs"));
    const auto head = read_pack_head(pack_file);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->first, 0xfcU);
    const auto chunks = open_directory(*head, computer().keys());
    ASSERT_TRUE(chunks);
    ASSERT_EQ(chunks->size(), 2U);
    EXPECT_TRUE(same((*chunks)[0].id, bytes("chunk", "id")));
    const auto key = reader().unwrap(head->envelope, head->salt);
    ASSERT_TRUE(key);
    EXPECT_TRUE(same(key->view(), bytes("chunk", "pack_key")));

    const auto index = open_index(file(computer_folder("index")), computer().keys());
    ASSERT_TRUE(index);
    ASSERT_EQ(index->packs.size(), 1U);
    EXPECT_TRUE(same(index->packs[0].pack, crypto::sha256(pack_file)));
    EXPECT_EQ(index->packs[0].first, head->first);
    EXPECT_EQ(index->packs[0].chunks, *chunks);
}

TEST_F(Example, snapshot_and_tree_are_read) {
    const auto snapshot = Snapshot::parse(file(computer_folder("snapshots")));
    ASSERT_TRUE(snapshot);
    EXPECT_TRUE(same(snapshot->id(), bytes("snapshot")));
    EXPECT_TRUE(snapshot->check_signature(computer().signing().checking_key()));
    EXPECT_EQ(snapshot->public_part().host, "accueil");
    EXPECT_EQ(snapshot->public_part().bytes_rounded, 10U);
    const auto opened = snapshot->open(reader());
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->bytes, 9U);
    EXPECT_EQ(opened->paths, std::vector<std::string>{"/srv"});
    EXPECT_EQ(opened->tree_chunks.size(), 1U);

    const auto tree = bytes("tree");
    bool given = false;
    TreeReader reader([&]() -> Result<std::optional<BytesView>> {
        if (std::exchange(given, true)) return std::optional<BytesView>();
        return std::optional(BytesView(tree));
    });
    std::string walk;
    while (true) {
        const auto entry = reader.next();
        ASSERT_TRUE(entry) << entry.error().message.english;
        if (!*entry) break;
        walk += std::to_string(static_cast<int>((*entry)->kind)) + ":" + (*entry)->name + " ";
    }
    EXPECT_EQ(walk, "1: 1:srv 2:lettre.txt 3:lien 9: 9: ");
}

}  // namespace
}  // namespace primum::vault
