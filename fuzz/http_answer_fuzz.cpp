// Whatever a web server answers, the body lies inside the answer and the head's parts are bounded.
#include "formats/http_answer.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto answer = primum::formats::parse_http_answer(text);
    if (!answer) return 0;
    if (answer->status < 0 || answer->status > 999) std::abort();
    if (answer->body.size() >= size) std::abort();
    if (answer->head_complete && !text.ends_with(answer->body)) std::abort();
    if (!answer->head_complete && !answer->body.empty()) std::abort();
    if (answer->server.size() > 500 || answer->authenticate.size() > 1100) std::abort();
    const auto name = primum::formats::read_server_header(answer->server);
    if (name.product.size() > answer->server.size()) std::abort();
    (void)primum::formats::is_whole(*answer);
    return 0;
}
