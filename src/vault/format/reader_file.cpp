#include "vault/format/reader_file.h"

#include "crypto/random.h"

namespace primum::vault {
namespace {

constexpr std::string_view notice_label = "primum vault 1 new reader";
constexpr std::size_t sealed_preshared_bytes = 32 + crypto::tag_size_bytes;
constexpr std::size_t notice_size_bytes = sizeof(Id16) + sizeof(Hash) + sealed_preshared_bytes;

crypto::SymmetricKey notice_key(crypto::Suite suite, const ComputerKeys& keys, const Hash& salt) {
    return {suite, crypto::derive(keys.index.view(), salt, notice_label)};
}

Result<Recipient> recipient_with(const AddedReader& reader, BytesView preshared) {
    Parser parser(preshared);
    crypto::Secret32 secret(TRY(parser.array<32>()));
    return Recipient{reader.named.reader, {reader.named.reader.public_x, std::move(secret)}};
}

}  // namespace

Result<Bytes> write_added_reader(const NewReader& reader, Recipients all,
                                 std::span<const ToldComputer> computers) {
    const auto suite = crypto::fastest_suite();
    const auto added = reader.added.public_part();
    const auto wrapping = reader.added.wrapping_key();
    Writer writer;
    write_header(writer, magic::reader, suite);
    writer.raw(reader.repository);
    writer.raw(added.public_x);
    writer.raw(added.public_ed);
    writer.text(reader.label);
    writer.i64(reader.created.time_since_epoch().count());

    std::vector<Recipient> everybody;
    for (const auto& recipient : all) everybody.push_back(recipient.duplicate());
    everybody.push_back({added, reader.added.wrapping_key()});
    TRY(append_box(writer, suite, everybody, wrapping.preshared.view()));

    const auto handed_on = reader.adder.handed_on();
    crypto::Secret<64> both;
    std::ranges::copy(handed_on.secret.view(), both.writable().begin());
    std::ranges::copy(handed_on.preshared.view(), both.writable().begin() + 32);
    TRY(append_box(writer, suite, Recipients(everybody).last(1), both.view()));

    writer.u8(static_cast<std::uint8_t>(computers.size()));
    for (const auto& told : computers) {
        const auto salt = crypto::random_bytes<32>();
        writer.raw(told.computer);
        writer.raw(salt);
        auto key = notice_key(suite, told.keys, salt);
        writer.raw(key.sealed(crypto::Nonce(0), {}, wrapping.preshared.view()));
    }
    writer.raw(reader.adder.id());
    writer.raw(sign_object(reader.adder.signing(), writer.bytes()));
    return std::move(writer).bytes();
}

Result<AddedReader> read_added_reader(BytesView file, std::span<const ReaderPublic> readers) {
    Parser parser(file);
    AddedReader added;
    added.suite = TRY(read_sealed_header(parser, magic::reader));
    added.repository = TRY(parser.id16());
    added.named.reader = {TRY(parser.array<32>()), TRY(parser.array<32>())};
    added.named.label = TRY(parser.text(label_size_bytes_max));
    added.created = Time(std::chrono::seconds(TRY(parser.i64())));
    added.preshared_box = TRY(read_box(parser));
    added.adder_box = TRY(read_box(parser));
    const auto count = TRY(parser.count_u8(notice_size_bytes));
    for (std::size_t i = 0; i < count; ++i) {
        AddedReader::Notice notice{.computer = TRY(parser.id16()), .salt = TRY(parser.hash())};
        notice.sealed = TRY(parser.take(sealed_preshared_bytes));
        added.notices.push_back(notice);
    }
    added.adder = TRY(parser.id16());
    const auto before = parser.before();
    const auto signature = TRY(parser.array<64>());
    TRY(parser.expect_end());
    for (const auto& reader : readers) {
        if (reader.id() != added.adder) continue;
        TRY(check_object(crypto::CheckingKey(reader.public_ed), before, signature));
        return added;
    }
    return Error{ErrorKind::denied,
                 {"aucun lecteur de ce dépôt n'a ajouté celui-ci",
                  "no reader of this repository added this one"}};
}

Result<ReaderPublic> claimed_reader(BytesView file) {
    Parser parser(file);
    TRY(read_sealed_header(parser, magic::reader));
    TRY(parser.id16());  // The repository.
    return ReaderPublic{TRY(parser.array<32>()), TRY(parser.array<32>())};
}

Result<> take_over(const AddedReader& reader, ReadingKey& key) {
    auto plain = TRY(open_box(reader.adder_box, reader.suite, key));
    Parser parser(plain);
    crypto::Secret32 secret(TRY(parser.array<32>()));
    crypto::Secret32 preshared(TRY(parser.array<32>()));
    sodium_memzero(plain.data(), plain.size());
    key.take_over(reader.adder, {std::move(secret), std::move(preshared)});
    return {};
}

Result<Recipient> recipient_of(const AddedReader& reader, const ReadingKey& key) {
    return recipient_with(reader, TRY(open_box(reader.preshared_box, reader.suite, key)));
}

Result<Recipient> recipient_of(const AddedReader& reader, const Id16& computer,
                               const ComputerKeys& keys) {
    for (const auto& notice : reader.notices) {
        if (notice.computer != computer) continue;
        auto key = notice_key(reader.suite, keys, notice.salt);
        return recipient_with(reader, TRY(key.opened(crypto::Nonce(0), {}, notice.sealed)));
    }
    return Error{ErrorKind::not_found,
                 {"cet ordinateur n'a pas été prévenu du nouveau lecteur",
                  "this computer was not told of the new reader"}};
}

}  // namespace primum::vault
