#include "vault/format/envelope.h"

#include "crypto/random.h"

namespace primum::vault {
namespace {

constexpr std::size_t entry_size_bytes = sizeof(Id16) + sizeof(crypto::WrappedKey);

}  // namespace

const crypto::WrappedKey* Envelope::find(const Id16& reader) const {
    for (const auto& entry : entries) {
        if (entry.reader == reader) return &entry.wrapped;
    }
    return nullptr;
}

Result<Envelope> wrap_to_all(const crypto::Secret32& key, const crypto::Secret32& ephemeral,
                             const Hash& salt, Recipients recipients) {
    CHECK(!recipients.empty() && recipients.size() <= readers_max);
    Envelope envelope{.ephemeral = crypto::x25519_public(ephemeral)};
    for (const auto& recipient : recipients) {
        const auto wrapped = TRY(recipient.wrapping.wrap(key, ephemeral, salt));
        envelope.entries.push_back({recipient.reader.id(), wrapped});
    }
    return envelope;
}

void write_envelope(Writer& writer, const Envelope& envelope) {
    writer.u8(static_cast<std::uint8_t>(envelope.entries.size()));
    writer.raw(envelope.ephemeral);
    for (const auto& entry : envelope.entries) {
        writer.raw(entry.reader);
        writer.raw(entry.wrapped);
    }
}

Result<Envelope> read_envelope(Parser& parser) {
    const auto count = TRY(parser.count_u8(entry_size_bytes));
    if (count == 0 || count > readers_max) {
        return broken(
            {"scellé pour aucun lecteur, ou pour trop", "sealed to no reader or too many"});
    }
    Envelope envelope{.ephemeral = TRY(parser.array<32>())};
    for (std::size_t i = 0; i < count; ++i) {
        const auto reader = TRY(parser.id16());
        envelope.entries.push_back({reader, TRY(parser.array<sizeof(crypto::WrappedKey)>())});
    }
    return envelope;
}

BoxRandomness BoxRandomness::fresh() {
    return {crypto::random_secret(), crypto::random_secret(), crypto::random_bytes<32>()};
}

Result<> append_box(Writer& writer, crypto::Suite suite, Recipients recipients, BytesView plain,
                    BoxRandomness randomness) {
    writer.raw(randomness.salt);
    write_envelope(writer, TRY(wrap_to_all(randomness.key, randomness.ephemeral, randomness.salt,
                                           recipients)));
    writer.u32(static_cast<std::uint32_t>(plain.size() + crypto::tag_size_bytes));
    crypto::SymmetricKey key(suite, std::move(randomness.key));
    writer.raw(key.sealed(crypto::Nonce(0), writer.bytes(), plain));
    return {};
}

Result<Box> read_box(Parser& parser) {
    Box box{.salt = TRY(parser.hash())};
    box.envelope = TRY(read_envelope(parser));
    const auto length = TRY(parser.count_u32(1));
    box.additional = parser.before();
    box.sealed = TRY(parser.take(length));
    return box;
}

Result<Bytes> open_box(const Box& box, crypto::Suite suite, const ReadingKey& reader) {
    crypto::SymmetricKey key(suite, TRY(reader.unwrap(box.envelope, box.salt)));
    return key.opened(crypto::Nonce(0), box.additional, box.sealed);
}

}  // namespace primum::vault
