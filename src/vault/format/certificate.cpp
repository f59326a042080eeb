#include "vault/format/certificate.h"

namespace primum::vault {
namespace {

Bytes secrets_of(const SealingKey& key) {
    Writer writer;
    writer.raw(key.keys().chunk_id.view());
    writer.raw(key.keys().index.view());
    writer.u8(static_cast<std::uint8_t>(key.readers().size()));
    for (const auto& recipient : key.readers()) {
        writer.raw(recipient.reader.id());
        writer.raw(recipient.wrapping.preshared.view());
    }
    return std::move(writer).bytes();
}

}  // namespace

Result<Bytes> write_certificate(const SealingKey& key, const ReadingKey& certifier,
                                const std::string& host, Time created, BoxRandomness randomness) {
    const auto suite = crypto::fastest_suite();
    Writer writer;
    write_header(writer, magic::computer, suite);
    writer.raw(key.repository());
    writer.raw(key.signing().checking_key().bytes());
    writer.text(std::string_view(host).substr(0, host_size_bytes_max));
    writer.i64(created.time_since_epoch().count());
    auto secrets = secrets_of(key);
    const auto sealed = append_box(writer, suite, key.readers(), secrets, std::move(randomness));
    sodium_memzero(secrets.data(), secrets.size());
    TRY(sealed);
    writer.raw(certifier.id());
    writer.raw(sign_object(certifier.signing(), writer.bytes()));
    writer.raw(sign_object(key.signing(), writer.bytes()));
    return std::move(writer).bytes();
}

Result<ComputerCertificate> read_certificate(BytesView file,
                                             std::span<const ReaderPublic> readers) {
    Parser parser(file);
    ComputerCertificate certificate;
    certificate.suite = TRY(read_sealed_header(parser, magic::computer));
    certificate.repository = TRY(parser.id16());
    certificate.public_key = TRY(parser.array<32>());
    certificate.host = TRY(parser.text(host_size_bytes_max));
    certificate.created = Time(std::chrono::seconds(TRY(parser.i64())));
    certificate.box = TRY(read_box(parser));
    certificate.certifier = TRY(parser.id16());
    const auto certified = parser.before();
    const auto by_reader = TRY(parser.array<64>());
    const auto own = parser.before();
    TRY(check_object(crypto::CheckingKey(certificate.public_key), own, TRY(parser.array<64>())));
    TRY(parser.expect_end());
    for (const auto& reader : readers) {
        if (reader.id() != certificate.certifier) continue;
        TRY(check_object(crypto::CheckingKey(reader.public_ed), certified, by_reader));
        return certificate;
    }
    return Error{ErrorKind::denied,
                 {"aucun lecteur de ce dépôt ne répond de cet ordinateur",
                  "no reader of this repository vouches for this computer"}};
}

Result<ComputerSecrets> open_certificate(const ComputerCertificate& certificate,
                                         const ReadingKey& key) {
    auto plain = TRY(open_box(certificate.box, certificate.suite, key));
    Parser parser(plain);
    auto secrets = [&]() -> Result<ComputerSecrets> {
        ComputerSecrets opened{.keys = {crypto::Secret32(TRY(parser.array<32>())),
                                        crypto::Secret32(TRY(parser.array<32>()))}};
        const auto count = TRY(parser.count_u8(sizeof(Id16) + crypto::Secret32::size_bytes));
        for (std::size_t i = 0; i < count; ++i) {
            const auto reader = TRY(parser.id16());
            opened.preshared.push_back({reader, crypto::Secret32(TRY(parser.array<32>()))});
        }
        return opened;
    }();
    sodium_memzero(plain.data(), plain.size());
    return secrets;
}

}  // namespace primum::vault
