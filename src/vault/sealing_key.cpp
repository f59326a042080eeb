#include "vault/sealing_key.h"

#include "crypto/random.h"

namespace primum::vault {

Id16 computer_id_of(const crypto::Ed25519Public& public_key) {
    crypto::Sha256 hash;
    hash.update(as_bytes("primum vault 1 computer"));
    hash.update(public_key);
    const auto whole = hash.finish();
    Id16 id;
    std::copy_n(whole.begin(), id.size(), id.begin());
    return id;
}

SealingKey::SealingKey(const Id16& repository, crypto::Secret32 computer_secret,
                       crypto::Secret32 signing_seed, std::vector<Recipient> readers)
    : repository_(repository),
      computer_secret_(std::move(computer_secret)),
      signing_seed_(std::move(signing_seed)),
      keys_{crypto::derive(computer_secret_.view(), {}, "primum vault 1 chunk id"),
            crypto::derive(computer_secret_.view(), {}, "primum vault 1 index")},
      cut_key_(crypto::derive(computer_secret_.view(), {}, "primum vault 1 cut")),
      signing_(signing_seed_),
      readers_(std::move(readers)) {
    CHECK(!readers_.empty() && readers_.size() <= readers_max);
}

SealingKey SealingKey::create(const Id16& repository, std::vector<Recipient> readers) {
    return {repository, crypto::random_secret(), crypto::random_secret(), std::move(readers)};
}

Bytes SealingKey::encode() const {
    Writer writer;
    write_header(writer, magic::sealing_key, crypto::Suite::none);
    writer.raw(repository_);
    writer.raw(computer_secret_.view());
    writer.raw(signing_seed_.view());
    writer.u8(static_cast<std::uint8_t>(readers_.size()));
    for (const auto& recipient : readers_) {
        writer.raw(recipient.reader.public_x);
        writer.raw(recipient.reader.public_ed);
        writer.raw(recipient.wrapping.preshared.view());
    }
    writer.raw(crypto::sha256(writer.bytes()));
    return std::move(writer).bytes();
}

Result<SealingKey> SealingKey::parse(BytesView file) {
    Parser parser(file);
    TRY(read_header(parser, magic::sealing_key));
    const auto repository = TRY(parser.id16());
    crypto::Secret32 computer_secret(TRY(parser.array<32>()));
    crypto::Secret32 signing_seed(TRY(parser.array<32>()));
    const auto count = TRY(parser.count_u8(96));
    std::vector<Recipient> readers;
    for (std::size_t i = 0; i < count; ++i) {
        const ReaderPublic reader{TRY(parser.array<32>()), TRY(parser.array<32>())};
        crypto::Secret32 preshared(TRY(parser.array<32>()));
        readers.push_back({reader, {reader.public_x, std::move(preshared)}});
    }
    const auto expected = crypto::sha256(parser.before());
    if (TRY(parser.hash()) != expected || readers.empty() || readers.size() > readers_max) {
        return broken({"le fichier de la clé de scellement est abîmé",
                       "the file of the sealing key is damaged"});
    }
    TRY(parser.expect_end());
    return SealingKey(repository, std::move(computer_secret), std::move(signing_seed),
                      std::move(readers));
}

void SealingKey::add_reader(Recipient reader) {
    for (const auto& known : readers_) {
        if (known.reader == reader.reader) return;
    }
    CHECK(readers_.size() < readers_max);
    readers_.push_back(std::move(reader));
}

}  // namespace primum::vault
