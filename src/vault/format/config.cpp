#include "vault/format/config.h"

#include "vault/format/header.h"

namespace primum::vault {
namespace {

constexpr std::size_t reader_size_bytes_min = 65;

}  // namespace

Bytes write_config(const RepositoryConfig& config, std::span<const ReadingKey> keys) {
    CHECK(keys.size() == config.readers.size() && !keys.empty() && keys.size() <= readers_max);
    Writer writer;
    write_header(writer, magic::config, crypto::Suite::none);
    writer.raw(config.repository);
    writer.i64(config.created.time_since_epoch().count());
    writer.u8(static_cast<std::uint8_t>(config.readers.size()));
    for (const auto& named : config.readers) {
        writer.raw(named.reader.public_x);
        writer.raw(named.reader.public_ed);
        writer.text(named.label);
    }
    const auto signed_part = writer.bytes();
    for (const auto& key : keys) writer.raw(sign_object(key.signing(), signed_part));
    return std::move(writer).bytes();
}

Result<RepositoryConfig> read_config(BytesView file) {
    Parser parser(file);
    TRY(read_header(parser, magic::config));
    RepositoryConfig config{.repository = TRY(parser.id16())};
    config.created = Time(std::chrono::seconds(TRY(parser.i64())));
    const auto count = TRY(parser.count_u8(reader_size_bytes_min));
    if (count == 0 || count > readers_max) {
        return broken(
            {"le dépôt n'a aucun lecteur, ou trop", "the repository has no or too many readers"});
    }
    for (std::size_t i = 0; i < count; ++i) {
        NamedReader named{.reader = {TRY(parser.array<32>()), TRY(parser.array<32>())}};
        named.label = TRY(parser.text(label_size_bytes_max));
        config.readers.push_back(std::move(named));
    }
    const auto signed_part = parser.before();
    for (const auto& named : config.readers) {
        const auto signature = TRY(parser.array<64>());
        TRY(check_object(crypto::CheckingKey(named.reader.public_ed), signed_part, signature));
    }
    TRY(parser.expect_end());
    return config;
}

}  // namespace primum::vault
