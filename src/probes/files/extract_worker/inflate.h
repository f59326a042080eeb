// Unpacking what deflate packed (RFC 1951), also in the wrapping of zlib (RFC 1950).
//
// libdeflate where the room is known, three times faster than zlib; zlib where only a beginning is
// wanted, or the stream is damaged and is to be read as far as it goes. Of one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::probes::files {

// True when the stream is sound and fills `target` to its last byte.
bool inflate_whole(BytesView deflated, std::span<std::byte> target);

struct Beginning {
    std::size_t size = 0;  // Of what was written to the target.
    bool ended = false;    // The stream's own end was reached.
    bool sound = false;    // Nothing contradicts the format, as far as it goes.
};
Beginning inflate_beginning(BytesView deflated, std::span<std::byte> target);

std::uint32_t checksum_of(BytesView bytes);  // CRC-32, as zip has it.

// A whole stream of zlib. Nothing when it is damaged, or larger.
std::optional<std::string> inflate_zlib(std::string_view deflated, std::size_t size_bytes_max);

}  // namespace primum::probes::files
