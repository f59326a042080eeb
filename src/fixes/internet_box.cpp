#include "fixes/internet_box.h"

#include "formats/ssdp.h"
#include "net/datagram.h"
#include "net/http.h"

namespace primum::fixes {
namespace {

using namespace std::chrono_literals;

constexpr auto search_time_max = 2s;
constexpr int search_seconds_max = 1;
constexpr auto answer_time_max = 10s;  // A box writes its settings down before it answers.
constexpr int http_ok = 200;

Error no_upnp(const IpAddress& router) {
    return {ErrorKind::not_found,
            say("la box {0} n'accepte pas qu'on la règle depuis le réseau (UPnP) : supprimez la "
                "redirection sur sa page, http://{0}/",
                "router {0} does not let itself be set from the network (UPnP): delete the opening "
                "on its page, http://{0}/",
                router.to_string())};
}

Error refused(const IpAddress& router, int fault) {
    return {ErrorKind::denied,
            say("la box {0} a refusé (erreur UPnP {1}) : supprimez la redirection sur sa page, "
                "http://{0}/",
                "router {0} refused (UPnP error {1}): delete the opening on its page, http://{0}/",
                router.to_string(), fault)};
}

Error unexpected(const IpAddress& router) {
    return {ErrorKind::malformed, say("la box {} a donné une réponse inattendue",
                                      "router {} gave an unexpected answer", router.to_string())};
}

std::map<std::string, std::string> arguments_of(const OpeningName& name) {
    return {{"NewRemoteHost", name.remote_host},
            {"NewExternalPort", std::to_string(name.external_port)},
            {"NewProtocol", name.protocol}};
}

Result<formats::HttpUrl> description_url(net::Dialer& dialer, const BoxAddress& address) {
    const Endpoint endpoint{address.router, address.ssdp_port};
    const auto search =
        formats::encode_ssdp_search(endpoint, formats::upnp_gateway_type, search_seconds_max);
    const auto answers =
        TRY(net::ask(dialer, {.to = endpoint, .bytes = as_bytes(search), .answers_max = 1},
                     net::Deadline::in(search_time_max)));
    for (const auto& answer : answers) {
        const auto said = formats::parse_ssdp_answer(answer.bytes);
        if (!said || said->location.empty()) continue;
        auto url = TRY(formats::parse_http_url(said->location));
        if (url.endpoint.address == address.router) return url;
    }
    return no_upnp(address.router);
}

}  // namespace

struct InternetBox::Line {
    explicit Line(const IpAddress& router)
        : dialer({Cidr{router, router.is_v4() ? 32 : 128}}, stop) {}

    os::Stop stop;
    net::Dialer dialer;
};

Result<InternetBox> InternetBox::find(const BoxAddress& address) {
    // A router has an address of the practice's own network.
    if (!address.router.is_private() && !address.router.is_loopback()) {
        return no_upnp(address.router);
    }
    auto line = std::make_shared<Line>(address.router);
    const auto url = TRY(description_url(line->dialer, address));
    const auto page =
        TRY(net::exchange(line->dialer, {.endpoint = url.endpoint,
                                         .path = url.path,
                                         .body_bytes_max = formats::upnp_document_bytes_max,
                                         .timeout = answer_time_max}));
    if (page.status != http_ok) return unexpected(address.router);
    const auto device = TRY(formats::parse_upnp_device(page.body));
    const auto* connection = formats::upnp_connection_of(device);
    if (connection == nullptr) return no_upnp(address.router);
    const auto base =
        device.base_url.empty() ? url : TRY(formats::resolve_http_url(url, device.base_url));
    auto control = TRY(formats::resolve_http_url(base, connection->control_url));
    // The dialer refuses it anyway; this says why.
    if (control.endpoint.address != address.router) return unexpected(address.router);
    return InternetBox(std::move(line), std::move(control), connection->type);
}

Result<formats::SoapAnswer> InternetBox::call(std::string_view action,
                                              const std::map<std::string, std::string>& arguments) {
    auto request = formats::encode_soap_call(service_, action, arguments);
    const auto response =
        TRY(net::exchange(line_->dialer, {.endpoint = control_.endpoint,
                                          .method = "POST",
                                          .path = control_.path,
                                          .headers = std::move(request.headers),
                                          .body = std::move(request.body),
                                          .body_bytes_max = formats::upnp_document_bytes_max,
                                          .timeout = answer_time_max}));
    if (!formats::carries_soap(response.status)) return unexpected(control_.endpoint.address);
    return formats::parse_soap_answer(response.body);
}

Result<std::optional<OpeningTarget>> InternetBox::opening(const OpeningName& name) {
    const auto answer = TRY(call("GetSpecificPortMappingEntry", arguments_of(name)));
    if (answer.says_no_such_opening()) return std::optional<OpeningTarget>{};
    if (answer.fault) return refused(control_.endpoint.address, *answer.fault);
    auto leads = formats::read_upnp_opening(answer);
    if (!leads) return unexpected(control_.endpoint.address);
    return std::optional(OpeningTarget{.address = std::move(leads->target),
                                       .port = leads->target_port,
                                       .description = std::move(leads->description),
                                       .lease_seconds = leads->lease_seconds.value_or(0),
                                       .enabled = leads->enabled});
}

Result<> InternetBox::close(const OpeningName& name) {
    const auto answer = TRY(call("DeletePortMapping", arguments_of(name)));
    if (answer.fault && !answer.says_no_such_opening()) {
        return refused(control_.endpoint.address, *answer.fault);
    }
    return {};
}

Result<> InternetBox::open(const OpeningName& name, const OpeningTarget& target) {
    auto arguments = arguments_of(name);
    arguments["NewInternalPort"] = std::to_string(target.port);
    arguments["NewInternalClient"] = target.address;
    arguments["NewEnabled"] = target.enabled ? "1" : "0";
    arguments["NewPortMappingDescription"] = target.description;
    arguments["NewLeaseDuration"] = std::to_string(target.lease_seconds);
    const auto answer = TRY(call("AddPortMapping", arguments));
    if (answer.fault) return refused(control_.endpoint.address, *answer.fault);
    return {};
}

}  // namespace primum::fixes
