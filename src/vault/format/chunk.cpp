#include "vault/format/chunk.h"

#include <zstd.h>

#include <algorithm>

namespace primum::vault {
namespace {

enum class Encoding : std::uint8_t { raw = 0, zstd = 1 };

struct CompressorDeleter {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct DecompressorDeleter {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

void store_u32(std::span<std::byte> place, std::size_t value) {
    for (std::size_t i = 0; i < 4; ++i) place[i] = static_cast<std::byte>(value >> (8 * i));
}

}  // namespace

Hash ChunkNamer::name(ChunkKind kind, BytesView raw) {
    const std::array prefix{static_cast<std::byte>(kind)};
    hmac_.update(prefix);
    hmac_.update(raw);
    return hmac_.finish();
}

struct Zstd::Contexts {
    std::unique_ptr<ZSTD_CCtx, CompressorDeleter> compressor;  // Made when first needed.
    std::unique_ptr<ZSTD_DCtx, DecompressorDeleter> decompressor;
    int level;
};

Zstd::Zstd(int level) : contexts_(std::make_unique<Contexts>()) { contexts_->level = level; }
Zstd::~Zstd() = default;

std::optional<std::size_t> Zstd::compress(BytesView raw, std::span<std::byte> output) {
    auto& context = contexts_->compressor;
    if (!context) {
        context.reset(ZSTD_createCCtx());
        CHECK(context != nullptr);
        ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, contexts_->level);
    }
    const auto size =
        ZSTD_compress2(context.get(), output.data(), output.size(), raw.data(), raw.size());
    if (ZSTD_isError(size) != 0) return std::nullopt;
    return size;
}

Result<> Zstd::decompress(BytesView compressed, std::span<std::byte> output) {
    auto& context = contexts_->decompressor;
    if (!context) {
        context.reset(ZSTD_createDCtx());
        CHECK(context != nullptr);
    }
    const auto size = ZSTD_decompressDCtx(context.get(), output.data(), output.size(),
                                          compressed.data(), compressed.size());
    if (ZSTD_isError(size) == 0 && size == output.size()) return {};
    return broken({"un morceau ne se décompresse pas", "a chunk does not decompress"});
}

BytesView encode_chunk(ChunkKind kind, BytesView raw, Zstd& zstd, Bytes& buffer) {
    CHECK(raw.size() <= chunk_raw_bytes_max);
    const auto plain = room_in(buffer, padme(chunk_head_size_bytes + raw.size()));
    const auto payload = plain.subspan(chunk_head_size_bytes);
    auto encoding = Encoding::zstd;
    // Worth it only when it is smaller as stored.
    const auto room = raw.size() - raw.size() / 32;
    auto size = zstd.compress(raw, payload.first(room));
    if (!size) {
        encoding = Encoding::raw;
        size = raw.size();
        std::copy(raw.begin(), raw.end(), payload.begin());
    }
    plain[0] = static_cast<std::byte>(kind);
    plain[1] = static_cast<std::byte>(encoding);
    store_u32(plain.subspan(2), raw.size());
    store_u32(plain.subspan(6), *size);
    const auto end = chunk_head_size_bytes + *size;
    const auto padded = plain.first(padme(end));
    std::ranges::fill(padded.subspan(end), std::byte{0});
    return padded;
}

Result<DecodedChunk> decode_chunk(BytesView plain, Zstd& zstd, Bytes& buffer) {
    Parser parser(plain);
    const auto kind = TRY(parser.u8());
    const auto encoding = TRY(parser.u8());
    const auto raw_length = TRY(parser.u32());
    const auto payload_length = TRY(parser.u32());
    const auto payload = TRY(parser.take(payload_length));
    const auto filling = parser.rest();
    if (kind < 1 || kind > 3 || encoding > 1 || raw_length > chunk_raw_bytes_max ||
        !std::ranges::all_of(filling, [](auto byte) { return byte == std::byte{0}; })) {
        return broken({"un morceau est mal formé", "a chunk is malformed"});
    }
    if (static_cast<Encoding>(encoding) == Encoding::raw) {
        if (raw_length != payload_length) {
            return broken({"un morceau est mal formé", "a chunk is malformed"});
        }
        return DecodedChunk{static_cast<ChunkKind>(kind), payload};
    }
    const auto raw = room_in(buffer, raw_length);
    TRY(zstd.decompress(payload, raw));
    return DecodedChunk{static_cast<ChunkKind>(kind), raw};
}

}  // namespace primum::vault
