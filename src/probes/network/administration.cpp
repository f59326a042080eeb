#include "probes/network/administration.h"

#include "base/text.h"
#include "formats/admin_page.h"
#include "formats/http_url.h"
#include "net/http.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;

constexpr int redirections_max = 3;
constexpr auto answer_time_max = 3s;
constexpr AdministrationPage no_page{.cleartext = false, .needs_login = {}};

bool redirects(const net::HttpResponse& response) {
    return response.status / 100 == 3 && !response.header("location").empty();
}

AdministrationPage judge(const net::HttpResponse& response) {
    if (response.status == 401) return {.cleartext = true, .needs_login = true};
    if (response.status != 200) return no_page;
    const auto page = formats::read_admin_page(response.body);
    if (page.asks_for_password) return {.cleartext = true, .needs_login = true};
    if (page.runs_scripts) return {.cleartext = true, .needs_login = {}};
    if (page.has_form) return {.cleartext = true, .needs_login = false};
    return {};  // A page with nothing to operate: who knows what it is.
}

}  // namespace

Result<AdministrationPage> look_for_administration(net::Dialer& dialer, const Endpoint& endpoint) {
    formats::HttpUrl url{endpoint};
    for (int i = 0; i <= redirections_max; ++i) {
        const auto response = net::exchange(
            dialer, {.endpoint = url.endpoint, .path = url.path, .timeout = answer_time_max});
        if (!response) {
            const auto kind = response.error().kind;
            const bool nothing_there = kind == ErrorKind::not_found || kind == ErrorKind::malformed;
            if (nothing_there) return no_page;
            return response.error();
        }
        if (!redirects(*response)) return judge(*response);
        const auto location = response->header("location");
        if (lower_case(location).starts_with("https://")) return no_page;
        auto next = formats::resolve_http_url(url, location);
        if (!next || next->endpoint.address != endpoint.address) return AdministrationPage{};
        url = std::move(*next);
    }
    return AdministrationPage{};  // Round in circles.
}

}  // namespace primum::probes
