#include "formats/http_answer.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t value_length_max = 500;

// "HTTP/1.1 200 OK"
std::optional<std::uint64_t> parse_status_line(std::string_view line) {
    if (!line.starts_with("HTTP/") || line.size() < 12 || line[8] != ' ') return {};
    const auto status = line.substr(9, 3);
    if (!std::ranges::all_of(status, is_digit) || (line.size() > 12 && line[12] != ' ')) return {};
    return parse_number(status);
}

void read_field(HttpAnswer& answer, std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = trim(line.substr(0, colon));
    const auto value = printable(line.substr(colon + 1), value_length_max);
    if (equal_ignoring_case(name, "server")) answer.server = value;
    if (equal_ignoring_case(name, "location")) answer.location = value;
    if (equal_ignoring_case(name, "content-type")) answer.content_type = value;
    if (equal_ignoring_case(name, "content-length")) answer.content_length = parse_number(value);
    if (equal_ignoring_case(name, "transfer-encoding")) {
        answer.chunked = contains(lower_case(value), "chunked");
    }
    if (equal_ignoring_case(name, "www-authenticate") &&
        answer.authenticate.size() < value_length_max) {
        answer.authenticate += (answer.authenticate.empty() ? "" : ", ") + value;
    }
}

}  // namespace

Result<HttpAnswer> parse_http_answer(std::string_view text) {
    const auto line_end = text.find('\n');
    const auto status = parse_status_line(trim(text.substr(0, line_end)));
    if (!status) {
        return Error{ErrorKind::malformed,
                     {"la réponse n'est pas du HTTP", "the answer is no HTTP"}};
    }
    HttpAnswer answer{.status = static_cast<int>(*status)};
    if (line_end == std::string_view::npos) return answer;

    auto rest = text.substr(line_end + 1);
    for (int lines = 0; lines < http_head_lines_max; ++lines) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return answer;
        const auto line = trim(rest.substr(0, end));
        rest.remove_prefix(end + 1);
        if (line.empty()) {
            answer.head_complete = true;
            answer.body = rest;
            return answer;
        }
        read_field(answer, line);
    }
    return answer;
}

bool is_whole(const HttpAnswer& answer) {
    if (!answer.head_complete) return false;
    if (answer.status == 204 || answer.status == 304) return true;
    if (answer.chunked) return answer.body.ends_with("0\r\n\r\n");
    return answer.content_length && answer.body.size() >= *answer.content_length;
}

ProductName read_server_header(std::string_view server) {
    const auto slash = server.find('/');
    ProductName name{printable(server.substr(0, slash), 80), {}};
    if (slash != std::string_view::npos) {
        const auto version = server.substr(slash + 1);
        name.version = printable(version.substr(0, version.find_first_of(" (,;")), 80);
    }
    return name;
}

}  // namespace primum::formats
