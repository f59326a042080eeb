#include "vault/format/record.h"

#include "vault/format/header.h"

namespace primum::vault {
namespace {

enum class Kind : std::uint8_t { forget = 1, condemn = 2, reindex = 3, erase = 4 };

struct BodyWriter {
    Writer& writer;

    void kind(Kind value) const { writer.u8(static_cast<std::uint8_t>(value)); }
    void count(std::size_t items) const { writer.u32(static_cast<std::uint32_t>(items)); }

    void operator()(const ForgetRecord& body) const {
        kind(Kind::forget);
        count(body.snapshots.size());
        for (const auto& item : body.snapshots) {
            writer.raw(item.computer);
            writer.u64(item.sequence);
            writer.raw(item.snapshot);
        }
    }
    void operator()(const CondemnRecord& body) const {
        kind(Kind::condemn);
        writer.i64(body.not_before.time_since_epoch().count());
        count(body.packs.size());
        for (const auto& item : body.packs) {
            writer.raw(item.computer);
            writer.raw(item.pack);
        }
    }
    void operator()(const ReindexRecord& body) const {
        kind(Kind::reindex);
        writer.raw(body.computer);
        count(body.old_indexes.size());
        for (const auto& index : body.old_indexes) writer.raw(index);
        writer.raw(body.new_index);
    }
    void operator()(const EraseRecord& body) const {
        kind(Kind::erase);
        writer.u64(body.files);
        count(body.snapshots.size());
        for (const auto& item : body.snapshots) {
            writer.raw(item.amended);
            writer.raw(item.replacement);
        }
    }
};

Result<ForgetRecord> read_forget(Parser& parser) {
    ForgetRecord body;
    const auto count = TRY(parser.count_u32(56));
    for (std::size_t i = 0; i < count; ++i) {
        ForgetRecord::Item item{.computer = TRY(parser.id16())};
        item.sequence = TRY(parser.u64());
        item.snapshot = TRY(parser.hash());
        body.snapshots.push_back(item);
    }
    return body;
}

Result<CondemnRecord> read_condemn(Parser& parser) {
    CondemnRecord body{.not_before = Time(std::chrono::seconds(TRY(parser.i64())))};
    const auto count = TRY(parser.count_u32(48));
    for (std::size_t i = 0; i < count; ++i) {
        const auto computer = TRY(parser.id16());
        body.packs.push_back({computer, TRY(parser.hash())});
    }
    return body;
}

Result<ReindexRecord> read_reindex(Parser& parser) {
    ReindexRecord body{.computer = TRY(parser.id16())};
    const auto count = TRY(parser.count_u32(sizeof(Hash)));
    for (std::size_t i = 0; i < count; ++i) body.old_indexes.push_back(TRY(parser.hash()));
    body.new_index = TRY(parser.hash());
    return body;
}

Result<EraseRecord> read_erase(Parser& parser) {
    EraseRecord body{.files = TRY(parser.u64())};
    const auto count = TRY(parser.count_u32(2 * sizeof(Hash)));
    for (std::size_t i = 0; i < count; ++i) {
        const auto amended = TRY(parser.hash());
        body.snapshots.push_back({amended, TRY(parser.hash())});
    }
    return body;
}

Result<> read_body(Parser& parser, Record& record) {
    switch (static_cast<Kind>(TRY(parser.u8()))) {
        case Kind::forget:
            record.body = TRY(read_forget(parser));
            return {};
        case Kind::condemn:
            record.body = TRY(read_condemn(parser));
            return {};
        case Kind::reindex:
            record.body = TRY(read_reindex(parser));
            return {};
        case Kind::erase:
            record.body = TRY(read_erase(parser));
            return {};
    }
    return broken({"une décision d'un genre inconnu", "a decision of an unknown kind"});
}

}  // namespace

Bytes write_record(const Record& record, const ReadingKey& key) {
    CHECK(record.reader == key.id());
    Writer writer;
    write_header(writer, magic::record, crypto::Suite::none);
    writer.raw(record.repository);
    writer.raw(record.reader);
    writer.u64(record.sequence);
    writer.raw(record.previous);
    writer.i64(record.made.time_since_epoch().count());
    std::visit(BodyWriter{writer}, record.body);
    writer.raw(sign_object(key.signing(), writer.bytes()));
    return std::move(writer).bytes();
}

Result<Record> read_record(BytesView file, std::span<const ReaderPublic> readers) {
    Parser parser(file);
    TRY(read_header(parser, magic::record));
    Record record{.repository = TRY(parser.id16())};
    record.reader = TRY(parser.id16());
    record.sequence = TRY(parser.u64());
    record.previous = TRY(parser.hash());
    record.made = Time(std::chrono::seconds(TRY(parser.i64())));
    TRY(read_body(parser, record));
    const auto before = parser.before();
    const auto signature = TRY(parser.array<64>());
    TRY(parser.expect_end());
    for (const auto& reader : readers) {
        if (reader.id() != record.reader) continue;
        TRY(check_object(crypto::CheckingKey(reader.public_ed), before, signature));
        return record;
    }
    return Error{ErrorKind::denied,
                 {"aucun lecteur de ce dépôt n'a signé cette décision",
                  "no reader of this repository signed this decision"}};
}

}  // namespace primum::vault
