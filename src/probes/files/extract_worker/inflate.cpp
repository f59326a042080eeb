#include "probes/files/extract_worker/inflate.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

namespace primum::probes::files {
namespace {

struct Free {
    void operator()(libdeflate_decompressor* decompressor) const {
        libdeflate_free_decompressor(decompressor);
    }
};

// One for the process: making it costs as much as a short stream.
libdeflate_decompressor* decompressor() {
    static const std::unique_ptr<libdeflate_decompressor, Free> made(
        libdeflate_alloc_decompressor());
    return made.get();
}

// Room that is not cleared first, as that of a string would be.
struct Room {
    std::unique_ptr<char[]> bytes;  // NOLINT(modernize-avoid-c-arrays)
    std::size_t size = 0;

    void grow(std::size_t wanted) {
        if (wanted <= size) return;
        bytes = std::make_unique_for_overwrite<char[]>(wanted);  // NOLINT
        size = wanted;
    }
};

}  // namespace

bool inflate_whole(BytesView deflated, std::span<std::byte> target) {
    if (decompressor() == nullptr) return false;
    // Without a place for the size written, it must be that of the target.
    const auto outcome = libdeflate_deflate_decompress(
        decompressor(), deflated.data(), deflated.size(), target.data(), target.size(), nullptr);
    return outcome == LIBDEFLATE_SUCCESS;
}

Beginning inflate_beginning(BytesView deflated, std::span<std::byte> target) {
    constexpr int without_wrapping = -15;
    z_stream stream{};
    if (inflateInit2(&stream, without_wrapping) != Z_OK) return {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(deflated.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(deflated.size(), UINT32_MAX));
    stream.next_out = reinterpret_cast<Bytef*>(target.data());
    stream.avail_out = static_cast<uInt>(target.size());
    const int outcome = inflate(&stream, Z_SYNC_FLUSH);
    const auto size = target.size() - stream.avail_out;
    inflateEnd(&stream);
    const bool ended = outcome == Z_STREAM_END;
    return {
        .size = size, .ended = ended, .sound = ended || outcome == Z_OK || outcome == Z_BUF_ERROR};
}

std::uint32_t checksum_of(BytesView bytes) {
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

std::optional<std::string> inflate_zlib(std::string_view deflated, std::size_t size_bytes_max) {
    constexpr std::size_t growth_usual = 8, room_min = 64UL * 1024, room_kept_max = 4UL << 20U;
    static Room room;
    if (decompressor() == nullptr) return std::nullopt;
    room.grow(
        std::clamp(deflated.size() * growth_usual, room_min, std::max(size_bytes_max, room_min)));
    while (true) {
        std::size_t size = 0;
        const auto outcome = libdeflate_zlib_decompress(decompressor(), deflated.data(),
                                                        deflated.size(), room.bytes.get(),
                                                        std::min(room.size, size_bytes_max), &size);
        if (outcome == LIBDEFLATE_INSUFFICIENT_SPACE && room.size < size_bytes_max) {
            room.grow(std::min(room.size * 4, size_bytes_max));
            continue;
        }
        std::optional<std::string> unpacked;
        if (outcome == LIBDEFLATE_SUCCESS) unpacked.emplace(room.bytes.get(), size);
        if (room.size > room_kept_max) room = {};
        return unpacked;
    }
}

}  // namespace primum::probes::files
