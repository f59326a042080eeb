#include "probes/network/remote/printer.h"

#include <algorithm>

#include "base/text.h"
#include "formats/ipp.h"
#include "net/http.h"

namespace primum::probes {
namespace {

using facts::RemoteAccess;

// IPP Everywhere has the first; older printers, and CUPS itself, answer at the root.
constexpr std::array places{std::string_view("/ipp/print"), std::string_view("/")};

constexpr int http_unauthorized = 401;
constexpr int http_forbidden = 403;
constexpr int http_upgrade_required = 426;

Result<net::HttpResponse> ask_at(net::Dialer& dialer, const OpenPort& port,
                                 std::string_view place) {
    const auto uri = (port.tls ? "ipps://" : "ipp://") + port.endpoint.to_string();
    const auto question = formats::ipp_question(uri + std::string(place));
    net::HttpRequest request{.endpoint = port.endpoint,
                             .tls = port.tls.has_value(),
                             .method = "POST",
                             .path = std::string(place),
                             .headers = {{"Content-Type", "application/ipp"}},
                             .body = std::string(as_text(question))};
    return net::exchange(dialer, request);
}

bool has(const std::vector<std::string>& values, std::string_view wanted) {
    return std::ranges::find(values, wanted) != values.end();
}

void note_answer(const formats::IppAnswer& answer, RemoteAccess& row, OpenPort& port) {
    row.version = fmt::format("IPP {}.{}", answer.version_major, answer.version_minor);
    // Where both are on offer, one conversation may be encrypted and the next is not.
    if (!answer.security.empty() && !has(answer.security, "none")) row.encrypted = true;
    if (answer.asks_for_login()) row.needs_login = true;
    if (!answer.served()) return;
    // The printer talked; whether it prints for anybody stands in what it says of itself.
    row.needs_login = !answer.authentication.empty() && !has(answer.authentication, "none") &&
                      !has(answer.authentication, "requesting-user-name");
    if (port.product.empty()) port.product = printable(answer.make_and_model);
}

// True when the answer settles what this port is.
bool note_response(const net::HttpResponse& response, RemoteAccess& row, OpenPort& port) {
    if (const auto answer = formats::parse_ipp_answer(as_bytes(response.body))) {
        note_answer(*answer, row, port);
        return answer->served() || answer->asks_for_login();
    }
    if (response.status == http_unauthorized || response.status == http_forbidden) {
        row.needs_login = true;
        const auto method = lower_case(response.header("www-authenticate"));
        if (method.starts_with("basic")) port.cleartext_login = !port.tls;
        return true;
    }
    if (response.status != http_upgrade_required) return false;
    row.encrypted = true;
    return true;
}

}  // namespace

Result<Heard<RemoteAccess>> ask_printer(net::Dialer& dialer, OpenPort& port) {
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port)};
    heard.row.encrypted = port.tls.has_value();
    for (const auto place : places) {
        auto response = ask_at(dialer, port, place);
        if (!response && heard.row.version) {
            heard.cut_short = std::move(response).error();
            return heard;
        }
        if (note_response(TRY(std::move(response)), heard.row, port)) return heard;
    }
    // An IPP server without a printer at either place says its version all the same.
    if (heard.row.version) return heard;
    return is_plain_http(port);
}

}  // namespace primum::probes
