// Whatever a device calls its address, what is understood is a request of one line.
#include "formats/http_url.h"

#include <cstdint>
#include <cstdlib>

namespace {

void check(const primum::formats::HttpUrl& url) {
    if (url.endpoint.port == 0 || !url.path.starts_with('/')) std::abort();
    for (const char letter : url.path) {
        if (letter <= ' ' || letter >= '\x7f') std::abort();
    }
    const auto again = primum::formats::parse_http_url(url.to_string());
    if (!again || again->endpoint != url.endpoint || again->path != url.path) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto url = primum::formats::parse_http_url(text);
    if (url) check(*url);
    const auto base = primum::formats::parse_http_url("http://192.168.1.1:5000/igd/root.xml");
    const auto resolved = primum::formats::resolve_http_url(*base, text);
    if (resolved && resolved->to_string().size() < 1024) check(*resolved);
    return 0;
}
