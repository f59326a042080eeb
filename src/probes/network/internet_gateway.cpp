#include "probes/network/internet_gateway.h"

#include <algorithm>

#include "base/text.h"
#include "net/deadline.h"
#include "net/http.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;

constexpr int mappings_max = 1000;
constexpr auto listing_time_max = 20s;
constexpr auto answer_time_max = 3s;
constexpr std::size_t text_length_max = 120;
constexpr int http_ok = 200;

Error elsewhere(const IpAddress& device) {
    return {ErrorKind::denied,
            say("le routeur {} renvoie vers un autre appareil ; rien n'y a été "
                "demandé",
                "router {} points to another device; nothing was asked there", device.to_string())};
}

Error refused(int fault) {
    return {ErrorKind::denied, say("le routeur refuse de répondre (erreur UPnP {})",
                                   "the router refuses to answer (UPnP error {})", fault)};
}

Error unexpected(const std::string& what) {
    return {ErrorKind::malformed, say("le routeur a donné une réponse inattendue ({})",
                                      "the router gave an unexpected answer ({})", what)};
}

Result<std::string> fetch_document(net::Dialer& dialer, const formats::HttpUrl& url) {
    const auto response =
        TRY(net::exchange(dialer, {.endpoint = url.endpoint,
                                   .path = url.path,
                                   .body_bytes_max = formats::upnp_document_bytes_max,
                                   .timeout = answer_time_max}));
    if (response.status != http_ok) return unexpected(fmt::format("HTTP {}", response.status));
    return response.body;
}

// Nothing when the ports are missing.
std::optional<facts::PortMapping> mapping_of(const IpAddress& router,
                                             const formats::SoapAnswer& answer) {
    auto opening = formats::read_upnp_opening(answer);
    if (!opening || !opening->external_port) return std::nullopt;
    facts::PortMapping row{.router = router.to_string(),
                           .external_port = *opening->external_port,
                           .protocol = opening->is_udp ? "udp" : "tcp",
                           .target = std::move(opening->target),
                           .target_port = opening->target_port,
                           .enabled = opening->enabled};
    if (!opening->description.empty()) row.description = std::move(opening->description);
    if (opening->lease_seconds) row.lease_seconds = *opening->lease_seconds;
    return row;
}

bool looks_like_a_version(std::string_view text) {
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 2 && contains(text, ".") && !contains(text, "://");
}

}  // namespace

Result<InternetGateway> InternetGateway::describe(net::Dialer& dialer, const IpAddress& device,
                                                  std::string_view url) {
    auto base = TRY(formats::parse_http_url(url));
    if (base.endpoint.address != device) return elsewhere(device);
    auto description = TRY(formats::parse_upnp_device(TRY(fetch_document(dialer, base))));
    if (!description.base_url.empty()) {
        base = TRY(formats::resolve_http_url(base, description.base_url));
        if (base.endpoint.address != device) return elsewhere(device);
    }
    const auto* connection = formats::upnp_connection_of(description);
    auto service = connection == nullptr ? formats::UpnpService{} : *connection;
    // A description without a connection is still who made it; its calls will say what is missing.
    return InternetGateway(dialer, std::move(base), std::move(description), std::move(service));
}

std::string InternetGateway::firmware() const {
    if (!description_.firmware.empty()) return printable(description_.firmware, text_length_max);
    // Some boxes keep it in their description: "Sagemcom,fr,SG30_sip-fr-4.28.35.1".
    for (const auto part : split(description_.model_description, ',')) {
        if (looks_like_a_version(part)) return printable(part, text_length_max);
    }
    return {};
}

Result<std::string> InternetGateway::fetch(std::string_view reference) {
    const auto url = TRY(formats::resolve_http_url(base_, reference));
    if (url.endpoint.address != base_.endpoint.address) return elsewhere(base_.endpoint.address);
    return fetch_document(*dialer_, url);
}

Result<bool> InternetGateway::offers_mappings() {
    const auto actions = TRY(formats::parse_upnp_actions(TRY(fetch(connection_.actions_url))));
    return std::ranges::find(actions, "AddPortMapping") != actions.end();
}

Result<formats::SoapAnswer> InternetGateway::call(
    std::string_view action, const std::map<std::string, std::string>& arguments) {
    CHECK(action.starts_with("Get"));  // Nothing is ever changed on a router.
    if (connection_.type.empty()) return unexpected("WANIPConnection");
    const auto url = TRY(formats::resolve_http_url(base_, connection_.control_url));
    if (url.endpoint.address != base_.endpoint.address) return elsewhere(base_.endpoint.address);
    auto request = formats::encode_soap_call(connection_.type, action, arguments);
    const auto response =
        TRY(net::exchange(*dialer_, {.endpoint = url.endpoint,
                                     .method = "POST",
                                     .path = url.path,
                                     .headers = std::move(request.headers),
                                     .body = std::move(request.body),
                                     .body_bytes_max = formats::upnp_document_bytes_max,
                                     .timeout = answer_time_max}));
    if (!formats::carries_soap(response.status)) {
        return unexpected(fmt::format("HTTP {}", response.status));
    }
    return formats::parse_soap_answer(response.body);
}

Result<IpAddress> InternetGateway::external_address() {
    const auto answer = TRY(call("GetExternalIPAddress", {}));
    if (answer.fault) return refused(*answer.fault);
    return IpAddress::parse(answer.value("NewExternalIPAddress"));
}

InternetGateway::Mappings InternetGateway::mappings() {
    Mappings mappings;
    const auto deadline = net::Deadline::in(listing_time_max);
    for (int index = 0; index < mappings_max && !deadline.passed(); ++index) {
        const auto answer =
            call("GetGenericPortMappingEntry", {{"NewPortMappingIndex", std::to_string(index)}});
        if (!answer) {
            mappings.missing = answer.error();
            return mappings;
        }
        if (answer->fault) {
            if (!answer->says_no_such_opening()) mappings.missing = refused(*answer->fault);
            return mappings;
        }
        auto row = mapping_of(base_.endpoint.address, *answer);
        if (row) {
            mappings.rows.push_back(std::move(*row));
        } else {
            mappings.missing = unexpected("GetGenericPortMappingEntry");
        }
    }
    mappings.missing =
        Error{ErrorKind::malformed,
              {"la liste du routeur n'en finit pas", "the router's list does not end"}};
    return mappings;
}

}  // namespace primum::probes
