#include "probes/network/conversation.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;

constexpr auto connect_timeout = 1000ms;
constexpr auto conversation_timeout = 4000ms;

}  // namespace

Result<Line> call(net::Dialer& dialer, const OpenPort& port) {
    auto stream = TRY(dialer.connect(port.endpoint, connect_timeout));
    const auto deadline = net::Deadline::in(conversation_timeout);
    if (port.tls) stream = TRY(net::TlsStream::shake_hands(std::move(stream), deadline));
    return Line{.stream = std::move(stream), .deadline = deadline};
}

bool was_silent(const OpenPort& port) { return port.greeting.empty() && port.product.empty(); }

Sentence about(const OpenPort& port, const Sentence& what) {
    return join(say("{} sur {}", "{} on {}", port.protocol, port.endpoint.to_string()), what);
}

Error is_plain_http(OpenPort& port) {
    port.protocol = "http";
    return {ErrorKind::malformed, {"c'est un autre serveur web", "it is another web server"}};
}

}  // namespace primum::probes
