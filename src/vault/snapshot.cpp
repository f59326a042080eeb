#include "vault/snapshot.h"

namespace primum::vault {
namespace {

constexpr std::size_t texts_max = 10'000;
constexpr std::size_t path_size_bytes_max = 1_MiB;
constexpr std::size_t figure_size_bytes = 9;
constexpr std::size_t witness_size_bytes = 56;

Bytes encode(const PublicPart& part) {
    Writer writer;
    writer.raw(part.repository);
    writer.raw(part.computer);
    writer.u64(part.sequence);
    writer.raw(part.previous);
    writer.raw(part.index_head);
    writer.raw(part.amends);
    writer.i64(part.started.time_since_epoch().count());
    writer.i64(part.finished.time_since_epoch().count());
    writer.text(std::string_view(part.host).substr(0, host_size_bytes_max));
    for (const auto number :
         {part.files, part.folders, part.bytes_rounded, part.stored_bytes, part.unreadable}) {
        writer.u64(number);
    }
    writer.u8(static_cast<std::uint8_t>(part.health));
    writer.u8(static_cast<std::uint8_t>(part.figures.size()));
    for (const auto& figure : part.figures) {
        writer.u8(figure.figure);
        writer.u64(figure.value);
    }
    writer.u16(static_cast<std::uint16_t>(part.witnesses.size()));
    for (const auto& witness : part.witnesses) {
        writer.raw(witness.computer);
        writer.u64(witness.sequence);
        writer.raw(witness.snapshot);
    }
    return std::move(writer).bytes();
}

Result<> decode_tail(Parser& parser, PublicPart& part) {
    const auto health = TRY(parser.u8());
    if (health > 3) return broken({"un état de santé inconnu", "an unknown state of health"});
    part.health = static_cast<SnapshotHealth>(health);
    const auto figures = TRY(parser.count_u8(figure_size_bytes));
    for (std::size_t i = 0; i < figures; ++i) {
        const auto figure = TRY(parser.u8());
        part.figures.push_back({figure, TRY(parser.u64())});
    }
    const auto witnesses = TRY(parser.count_u16(witness_size_bytes));
    for (std::size_t i = 0; i < witnesses; ++i) {
        Witness witness{.computer = TRY(parser.id16())};
        witness.sequence = TRY(parser.u64());
        witness.snapshot = TRY(parser.hash());
        part.witnesses.push_back(witness);
    }
    return parser.expect_end();
}

Result<PublicPart> decode_public(BytesView bytes) {
    Parser parser(bytes);
    PublicPart part{.repository = TRY(parser.id16())};
    part.computer = TRY(parser.id16());
    part.sequence = TRY(parser.u64());
    part.previous = TRY(parser.hash());
    part.index_head = TRY(parser.hash());
    part.amends = TRY(parser.hash());
    part.started = Time(std::chrono::seconds(TRY(parser.i64())));
    part.finished = Time(std::chrono::seconds(TRY(parser.i64())));
    part.host = TRY(parser.text(host_size_bytes_max));
    for (auto* number :
         {&part.files, &part.folders, &part.bytes_rounded, &part.stored_bytes, &part.unreadable}) {
        *number = TRY(parser.u64());
    }
    TRY(decode_tail(parser, part));
    return part;
}

void write_texts(Writer& writer, const std::vector<std::string>& texts) {
    writer.varint(texts.size());
    for (const auto& text : texts) writer.text(text);
}

Result<std::vector<std::string>> read_texts(Parser& parser) {
    const auto count = TRY(parser.count_varint(1));
    if (count > texts_max) return broken({"trop de textes", "too many texts"});
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(TRY(parser.text(path_size_bytes_max)));
    return texts;
}

Bytes encode(const PrivatePart& part) {
    Writer writer;
    writer.u64(part.bytes);
    writer.u64(part.tree_bytes);
    write_texts(writer, part.tags);
    write_texts(writer, part.paths);
    write_texts(writer, part.excludes);
    writer.varint(part.tree_chunks.size());
    for (const auto& chunk : part.tree_chunks) writer.raw(chunk);
    auto bytes = std::move(writer).bytes();
    bytes.resize(padme(bytes.size()));
    return bytes;
}

Result<PrivatePart> decode_private(BytesView bytes) {
    Parser parser(bytes);
    PrivatePart part{.bytes = TRY(parser.u64())};
    part.tree_bytes = TRY(parser.u64());
    part.tags = TRY(read_texts(parser));
    part.paths = TRY(read_texts(parser));
    part.excludes = TRY(read_texts(parser));
    const auto chunks = TRY(parser.count_varint(sizeof(Hash)));
    part.tree_chunks.reserve(chunks);
    for (std::size_t i = 0; i < chunks; ++i) part.tree_chunks.push_back(TRY(parser.hash()));
    return part;
}

// All that comes before the signer.
Result<Writer> sealed_parts(Recipients recipients, const PublicPart& public_part,
                            const PrivatePart& private_part, BoxRandomness randomness) {
    const auto suite = crypto::fastest_suite();
    Writer writer;
    write_header(writer, magic::snapshot, suite);
    const auto encoded = encode(public_part);
    writer.u32(static_cast<std::uint32_t>(encoded.size()));
    writer.raw(encoded);
    TRY(append_box(writer, suite, recipients, encode(private_part), std::move(randomness)));
    return writer;
}

}  // namespace

Result<Snapshot> Snapshot::parse(Bytes file) {
    Snapshot snapshot;
    snapshot.file_ = std::move(file);
    snapshot.id_ = crypto::sha256(snapshot.file_);
    Parser parser(snapshot.file_);
    snapshot.suite_ = TRY(read_sealed_header(parser, magic::snapshot));
    const auto public_length = TRY(parser.count_u32(1));
    snapshot.public_ = TRY(decode_public(TRY(parser.take(public_length))));
    snapshot.box_begin_ = parser.position();
    TRY(read_box(parser));
    snapshot.box_end_ = parser.position();
    const auto signer = TRY(parser.u8());
    if (signer != 1 && signer != 2)
        return broken({"signé par on ne sait qui", "signed by nobody known"});
    snapshot.signer_ = static_cast<Signer>(signer);
    snapshot.signer_id_ = TRY(parser.id16());
    snapshot.signed_size_ = parser.position();
    snapshot.signature_ = TRY(parser.array<64>());
    TRY(parser.expect_end());
    return snapshot;
}

Result<> Snapshot::check_signature(const crypto::CheckingKey& signer) const {
    return check_object(signer, BytesView(file_).first(signed_size_), signature_);
}

Result<PrivatePart> Snapshot::open(const ReadingKey& key) const {
    Parser parser(BytesView(file_).first(box_end_));
    TRY(parser.take(box_begin_));
    const auto box = TRY(read_box(parser));
    return decode_private(TRY(open_box(box, suite_, key)));
}

Result<Bytes> write_snapshot(const SealingKey& key, const PublicPart& public_part,
                             const PrivatePart& private_part, BoxRandomness randomness) {
    auto writer =
        TRY(sealed_parts(key.readers(), public_part, private_part, std::move(randomness)));
    writer.u8(static_cast<std::uint8_t>(Signer::computer));
    writer.raw(key.computer_id());
    writer.raw(sign_object(key.signing(), writer.bytes()));
    return std::move(writer).bytes();
}

Result<Bytes> write_amendment(const ReadingKey& reader, Recipients recipients,
                              const PublicPart& public_part, const PrivatePart& private_part) {
    auto writer = TRY(sealed_parts(recipients, public_part, private_part, BoxRandomness::fresh()));
    writer.u8(static_cast<std::uint8_t>(Signer::reader));
    writer.raw(reader.id());
    writer.raw(sign_object(reader.signing(), writer.bytes()));
    return std::move(writer).bytes();
}

}  // namespace primum::vault
