#include "net/stream.h"

#include <array>

namespace primum::net {

Result<Bytes> read_exactly(Stream& stream, std::size_t count, Deadline deadline) {
    Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const auto read = TRY(stream.read_some(std::span(bytes).subspan(filled), deadline));
        if (read == 0) {
            return Error{ErrorKind::malformed,
                         {"l'appareil a coupé au milieu d'un message",
                          "the device hung up in the middle of a message"}};
        }
        filled += read;
    }
    return bytes;
}

Result<Bytes> read_greeting(Stream& stream, std::size_t size_bytes_max, Deadline deadline) {
    Bytes bytes;
    std::array<std::byte, 2048> buffer{};
    while (bytes.size() < size_bytes_max) {
        const auto wanted = std::min(buffer.size(), size_bytes_max - bytes.size());
        auto read = stream.read_some(std::span(buffer).first(wanted), deadline);
        if (!read && read.error().kind == ErrorKind::unreachable) break;
        const auto count = TRY(std::move(read));
        if (count == 0) break;
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + static_cast<long>(count));
    }
    return bytes;
}

Result<std::string> read_line(Stream& stream, std::size_t length_max, Deadline deadline) {
    std::string line;
    while (line.size() <= length_max) {
        const auto byte = TRY(read_exactly(stream, 1, deadline));
        if (byte[0] == std::byte{'\n'}) {
            if (line.ends_with('\r')) line.pop_back();
            return line;
        }
        line.push_back(static_cast<char>(byte[0]));
    }
    return Error{ErrorKind::malformed, {"une ligne n'en finit pas", "a line does not end"}};
}

}  // namespace primum::net
