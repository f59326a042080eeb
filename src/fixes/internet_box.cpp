#include "fixes/internet_box.h"

#include <algorithm>
#include <array>

#include "base/text.h"
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
constexpr int http_server_error = 500;  // Carries the UPnP faults.
constexpr std::string_view gateway_type = "urn:schemas-upnp-org:device:InternetGatewayDevice:1";
constexpr std::size_t text_length_max = 120;

// SpecifiedArrayIndexInvalid, NoSuchEntryInArray: there is no such opening.
constexpr std::array no_such_entry{713, 714};

// The device's own text is compared, never repeated: a name of our own goes into the message.
constexpr std::array<std::string_view, 4> connection_types{
    "urn:schemas-upnp-org:service:WANIPConnection:1",
    "urn:schemas-upnp-org:service:WANIPConnection:2",
    "urn:schemas-upnp-org:service:WANPPPConnection:1",
    "urn:schemas-upnp-org:service:WANPPPConnection:2"};

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

std::string value_of(const formats::SoapAnswer& answer, const std::string& name) {
    const auto found = answer.values.find(name);
    return found == answer.values.end() ? "" : printable(found->second, text_length_max);
}

Result<formats::HttpUrl> description_url(net::Dialer& dialer, const BoxAddress& address) {
    const Endpoint endpoint{address.router, address.ssdp_port};
    const auto search = formats::encode_ssdp_search(endpoint, gateway_type, search_seconds_max);
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

const formats::UpnpService* connection_of(const formats::UpnpDevice& device) {
    const auto found = std::ranges::find_if(device.services, [](const auto& service) {
        return std::ranges::find(connection_types, service.type) != connection_types.end();
    });
    return found == device.services.end() ? nullptr : &*found;
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
    const auto* connection = connection_of(device);
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
    const auto response = TRY(net::exchange(
        line_->dialer, {.endpoint = control_.endpoint,
                        .method = "POST",
                        .path = control_.path,
                        .headers = {{"Content-Type", "text/xml; charset=\"utf-8\""},
                                    {"SOAPAction", fmt::format("\"{}#{}\"", service_, action)}},
                        .body = formats::encode_soap_call(service_, action, arguments),
                        .body_bytes_max = formats::upnp_document_bytes_max,
                        .timeout = answer_time_max}));
    if (response.status != http_ok && response.status != http_server_error) {
        return unexpected(control_.endpoint.address);
    }
    return formats::parse_soap_answer(response.body);
}

Result<std::optional<OpeningTarget>> InternetBox::opening(const OpeningName& name) {
    const auto answer = TRY(call("GetSpecificPortMappingEntry", arguments_of(name)));
    if (answer.fault) {
        if (std::ranges::find(no_such_entry, *answer.fault) != no_such_entry.end()) {
            return std::optional<OpeningTarget>{};
        }
        return refused(control_.endpoint.address, *answer.fault);
    }
    const auto port = parse_number(value_of(answer, "NewInternalPort"));
    if (!port || *port > 0xFFFF) return unexpected(control_.endpoint.address);
    const auto lease = parse_number(value_of(answer, "NewLeaseDuration")).value_or(0);
    return std::optional(
        OpeningTarget{.address = value_of(answer, "NewInternalClient"),
                      .port = static_cast<std::uint16_t>(*port),
                      .description = value_of(answer, "NewPortMappingDescription"),
                      .lease_seconds = static_cast<std::uint32_t>(std::min<std::uint64_t>(
                          lease, std::numeric_limits<std::uint32_t>::max())),
                      .enabled = value_of(answer, "NewEnabled") != "0"});
}

Result<> InternetBox::close(const OpeningName& name) {
    const auto answer = TRY(call("DeletePortMapping", arguments_of(name)));
    const bool gone =
        answer.fault && std::ranges::find(no_such_entry, *answer.fault) != no_such_entry.end();
    if (answer.fault && !gone) return refused(control_.endpoint.address, *answer.fault);
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
