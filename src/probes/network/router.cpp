#include "probes/network/router.h"

#include <algorithm>

#include "base/text.h"
#include "formats/resolver_list.h"
#include "formats/ssdp.h"
#include "net/datagram.h"
#include "os/file.h"
#include "probes/network/administration.h"
#include "probes/network/internet_gateway.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t text_length_max = 120;
constexpr std::size_t resolver_list_bytes_max = 64_KiB;
constexpr auto search_time_max = 1200ms;  // Answers may take the second that MX gives them.
constexpr int search_seconds_max = 1;
constexpr std::string_view gateway_type = "urn:schemas-upnp-org:device:InternetGatewayDevice:1";

facts::Text known(const std::string& text) {
    auto clean = printable(text, text_length_max);
    return clean.empty() ? facts::Text{} : facts::Text{std::move(clean)};
}

Sentence of_router(const IpAddress& router) {
    return say("routeur {}", "router {}", router.to_string());
}

// Hands a failure to the sink, unless it is the person's wish to stop.
Result<> pass_on(const Error& error, const IpAddress& router, facts::Sink& sink) {
    if (error.kind == ErrorKind::stopped) return error;
    sink.could_not_see(join(of_router(router), error.message));
    return {};
}

Sentence openings_not_told(const IpAddress& router) {
    return say(
        "le routeur {0} ne montre pas ses ouvertures vers Internet (redirections de ports, "
        "DMZ) : regardez-les sur sa page d'administration, http://{0}/",
        "router {0} does not show its openings to the Internet (port forwarding, DMZ): look "
        "at them on its administration page, http://{0}/",
        router.to_string());
}

Sentence not_recognised(const Endpoint& endpoint) {
    return say("la page de {} n'a pas été reconnue", "the page at {} was not recognised",
               endpoint.to_string());
}

}  // namespace

std::vector<const facts::TableDescription*> NetworkRouter::tables() const {
    return {&facts::table_of<facts::Router>(), &facts::table_of<facts::PortMapping>()};
}

std::vector<Sentence> NetworkRouter::explain() const {
    return {
        {"demande à chaque routeur du réseau s'il parle UPnP (SSDP, udp/1900), puis lit sa "
         "description, la liste de ses actions, son adresse Internet et ses redirections de ports "
         "; n'en ajoute et n'en retire jamais",
         "asks each router of the network whether it speaks UPnP (SSDP, udp/1900), then reads its "
         "description, the list of its actions, its Internet address and its port mappings; never "
         "adds or removes one"},
        {"demande la page d'accueil du routeur en HTTP (ports 80 et 8080), sans aucun mot de passe",
         "asks for the router's front page over HTTP (ports 80 and 8080), without any password"},
        {"lit les serveurs DNS que cet ordinateur a reçus (/etc/resolv.conf)",
         "reads the DNS servers this computer was given (/etc/resolv.conf)"},
    };
}

// The computer's own gateways, then whoever else says it is one.
std::vector<IpAddress> NetworkRouter::routers() const {
    auto routers = context_.gateways;
    for (const auto& said : context_.neighbourhood.gateway_descriptions) {
        const bool is_new = std::ranges::find(routers, said.device) == routers.end();
        if (is_new && context_.cidr.contains(said.device)) routers.push_back(said.device);
    }
    return routers;
}

std::optional<std::string> NetworkRouter::name_servers() const {
    std::vector<std::string> servers;
    for (const auto& list : world_.resolver_lists) {
        const auto text = os::read_text(list, resolver_list_bytes_max);
        if (!text) continue;
        for (const auto& server : formats::parse_resolver_list(*text)) {
            // Loopback is this computer's own relay; whom it asks stands in the other list.
            const auto name = server.to_string();
            const bool is_new = std::ranges::find(servers, name) == servers.end();
            if (is_new && !server.is_loopback()) servers.push_back(name);
        }
    }
    if (servers.empty()) return std::nullopt;
    return fmt::format("{}", fmt::join(servers, ","));
}

// Where the router describes itself; not_found when it does not speak UPnP.
Result<std::string> NetworkRouter::description_url(const IpAddress& router) const {
    for (const auto& said : context_.neighbourhood.gateway_descriptions) {
        if (said.device == router) return said.url;
    }
    const Endpoint endpoint{router, world_.ssdp_port};
    const auto search = formats::encode_ssdp_search(endpoint, gateway_type, search_seconds_max);
    const auto answers =
        TRY(net::ask(context_.dialer, {.to = endpoint, .bytes = as_bytes(search), .answers_max = 1},
                     net::Deadline::in(search_time_max)));
    for (const auto& answer : answers) {
        const auto said = formats::parse_ssdp_answer(answer.bytes);
        if (said && !said->location.empty()) return said->location;
    }
    return Error{ErrorKind::not_found, {"pas d'UPnP", "no UPnP"}};
}

Result<> NetworkRouter::look_at_gateway(facts::Router& row, const IpAddress& router,
                                        facts::Sink& sink) const {
    const auto url = description_url(router);
    if (!url && url.error().kind == ErrorKind::not_found) {
        row.upnp = false;
        row.lists_mappings = false;
        sink.could_not_see(openings_not_told(router));
        return {};
    }
    if (!url) return pass_on(url.error(), router, sink);
    row.upnp = true;
    row.lists_mappings = false;
    auto gateway = InternetGateway::describe(context_.dialer, router, *url);
    if (!gateway) return pass_on(gateway.error(), router, sink);

    const auto& description = gateway->description();
    row.vendor = known(description.manufacturer);
    row.model = known(description.model);
    row.firmware = known(gateway->firmware());
    const auto offers = gateway->offers_mappings();
    if (offers) row.upnp_adds_mappings = *offers;
    if (!offers) TRY(pass_on(offers.error(), router, sink));
    const auto external = gateway->external_address();
    if (external) row.external_address = external->to_string();
    if (!external) TRY(pass_on(external.error(), router, sink));

    const auto mappings = gateway->mappings();
    for (const auto& mapping : mappings.rows) sink.add(mapping);
    row.lists_mappings = !mappings.missing.has_value();
    if (mappings.missing) TRY(pass_on(*mappings.missing, router, sink));
    // Many boxes list only what programs asked for, and not what was set by hand.
    if (mappings.rows.empty()) sink.could_not_see(openings_not_told(router));
    return {};
}

std::vector<std::uint16_t> NetworkRouter::web_ports(const IpAddress& router) const {
    auto ports = world_.administration_ports;
    for (const auto& open : context_.neighbourhood.open_ports) {
        const bool is_web = open.endpoint.address == router && open.protocol == "http" && !open.tls;
        const bool is_new = std::ranges::find(ports, open.endpoint.port) == ports.end();
        if (is_web && is_new) ports.push_back(open.endpoint.port);
    }
    return ports;
}

Result<> NetworkRouter::look_at_administration(facts::Router& row, const IpAddress& router,
                                               facts::Sink& sink) const {
    bool all_seen = true;
    row.admin_cleartext = false;
    for (const auto port : web_ports(router)) {
        const Endpoint endpoint{router, port};
        const auto outcome = look_for_administration(context_.dialer, endpoint);
        if (!outcome) TRY(pass_on(outcome.error(), router, sink));
        const auto page = outcome ? *outcome : AdministrationPage{};
        if (outcome && !page.cleartext) sink.could_not_see(not_recognised(endpoint));
        all_seen = all_seen && page.cleartext.has_value();
        if (page.cleartext == true) row.admin_cleartext = true;
        // One page that opens to everybody is enough.
        const bool worse = row.admin_needs_login != false && page.needs_login.has_value();
        if (worse) row.admin_needs_login = page.needs_login;
    }
    if (row.admin_cleartext == false && !all_seen) row.admin_cleartext.reset();
    return {};
}

Result<> NetworkRouter::observe(facts::Sink& sink) {
    const auto found = routers();
    if (found.empty()) {
        sink.could_not_see(
            say("aucun routeur connu dans {} : cet ordinateur n'y a pas de "
                "passerelle par défaut",
                "no router known in {}: this computer has no default gateway there",
                context_.cidr.to_string()));
    }
    for (const auto& address : found) {
        sink.progress(of_router(address));
        facts::Router row{.address = address.to_string(), .name_servers = name_servers()};
        auto outcome = look_at_gateway(row, address, sink);
        if (outcome) outcome = look_at_administration(row, address, sink);
        sink.add(row);  // Also what was seen before a request to stop.
        TRY(outcome);
    }
    return {};
}

}  // namespace primum::probes
