// HttpAnswer: the head of an HTTP/1.x answer, and where its body begins (RFC 9112).
//
// For the first answer of an unknown server, read from a stream by hand; conversations with known
// web servers go through net/http.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t http_head_bytes_max = 32_KiB;
inline constexpr int http_head_lines_max = 200;

struct HttpAnswer {
    int status = 0;
    bool head_complete = false;  // The empty line was there.
    std::string server;          // Printable, as the next three.
    std::string location;        // Of a redirection, as the server wrote it.
    std::string authenticate;    // WWW-Authenticate; of several, joined by ", ".
    std::string content_type;
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    std::string_view body;  // Into the bytes given; still in chunks when `chunked`.
};

// Fails with ErrorKind::malformed when the first line is no HTTP status line. A head cut short
// gives what it held.
Result<HttpAnswer> parse_http_answer(std::string_view text);

// The whole answer is there: by its length, or by its last chunk.
bool is_whole(const HttpAnswer& answer);

// "nginx/1.22.1 (Debian)" is a product and its version.
struct ProductName {
    std::string product;
    std::string version;
};
ProductName read_server_header(std::string_view server);

}  // namespace primum::formats
