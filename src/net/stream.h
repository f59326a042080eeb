// Stream: bytes in order to and from one peer, in clear (Dialer) or inside TLS (TlsStream).
//
// Every call ends by its deadline or at a request to stop. Errors: ErrorKind::unreachable when the
// peer fell silent or cut the line, ErrorKind::stopped when the person did. Not thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/result.h"
#include "net/deadline.h"

namespace primum::net {

class Stream {
public:
    virtual ~Stream() = default;

    // Waits for at least one byte; 0 means that the peer closed in good order.
    virtual Result<std::size_t> read_some(std::span<std::byte> buffer, Deadline deadline) = 0;
    virtual Result<> write_all(BytesView bytes, Deadline deadline) = 0;
};

// Exactly `count` bytes; a peer that closes before is ErrorKind::malformed. The caller checks
// `count` against a limit of its own first.
Result<Bytes> read_exactly(Stream& stream, std::size_t count, Deadline deadline);

// What the peer says without being asked to stop: everything until it closes, falls silent until
// `deadline`, or `size_bytes_max` is reached. Silence after some bytes is their end, and no error;
// silence from the start gives no bytes.
Result<Bytes> read_greeting(Stream& stream, std::size_t size_bytes_max, Deadline deadline);

// One line without its end (LF or CRLF). A longer line than `length_max` is ErrorKind::malformed.
Result<std::string> read_line(Stream& stream, std::size_t length_max, Deadline deadline);

}  // namespace primum::net
