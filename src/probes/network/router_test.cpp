#include "probes/network/router.h"

#include <sys/socket.h>

#include <fstream>

#include <gtest/gtest.h>

#include "base/text.h"
#include "net/testing/datagram_server.h"
#include "net/testing/loopback_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using facts::Value;
using net::testing::DatagramServer;
using net::testing::LoopbackServer;
using testing::cell;
using testing::RecordingSink;

const Value yes = std::int64_t{1};
const Value no = std::int64_t{0};
const Value unknown;

std::string http(std::string_view status, std::string_view body, std::string_view header = "") {
    return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}Connection: close\r\n\r\n{}", status,
                       body.size(), header, body);
}

// A web server that answers each request with what `answer` makes of its text.
class WebServer {
public:
    using Answer = std::function<std::string(const std::string& request)>;

    explicit WebServer(Answer answer)
        : server_([answer = std::move(answer)](int peer) {
              const auto response = answer(read_request(peer));
              (void)::send(peer, response.data(), response.size(), MSG_NOSIGNAL);
          }) {}

    std::uint16_t port() const { return server_.endpoint().port; }

private:
    static std::string read_request(int peer) {
        std::string request;
        std::array<char, 4096> buffer{};
        while (!is_whole(request)) {
            const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
            if (count <= 0) break;
            request.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return request;
    }
    static bool is_whole(const std::string& request) {
        const auto end = request.find("\r\n\r\n");
        return end != std::string::npos &&
               (request.starts_with("GET") || contains(request, "</s:Envelope>"));
    }

    LoopbackServer server_;
};

constexpr std::string_view description = R"(<root><device>
<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
<manufacturer>Sagemcom</manufacturer><modelName>Box</modelName>
<modelDescription>Sagemcom,fr,SG30_sip-fr-4.28.35.1</modelDescription>
<serviceList><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
<controlURL>/ctl</controlURL><SCPDURL>/actions.xml</SCPDURL></service></serviceList>
</device></root>)";

std::string soap(std::string_view inner) {
    return fmt::format("<s:Envelope xmlns:s='x'><s:Body>{}</s:Body></s:Envelope>", inner);
}

std::string fault(int code) {
    return http("500 Error",
                soap(fmt::format("<s:Fault><detail><UPnPError><errorCode>{}</errorCode>"
                                 "</UPnPError></detail></s:Fault>",
                                 code)));
}

// A gateway with one mapping, to an ultrasound.
std::string answer_as_gateway(const std::string& request) {
    if (request.starts_with("GET /desc.xml")) return http("200 OK", description);
    if (request.starts_with("GET /actions.xml")) {
        return http("200 OK",
                    "<scpd><actionList><action><name>AddPortMapping</name></action>"
                    "</actionList></scpd>");
    }
    if (contains(request, "#GetExternalIPAddress")) {
        return http("200 OK", soap("<u:GetExternalIPAddressResponse><NewExternalIPAddress>192.0.1.7"
                                   "</NewExternalIPAddress></u:GetExternalIPAddressResponse>"));
    }
    if (!contains(request, "<NewPortMappingIndex>0<")) return fault(713);
    return http("200 OK",
                soap("<u:GetGenericPortMappingEntryResponse><NewExternalPort>11112"
                     "</NewExternalPort><NewProtocol>TCP</NewProtocol><NewInternalPort>4242"
                     "</NewInternalPort><NewInternalClient>192.168.77.30</NewInternalClient>"
                     "<NewEnabled>1</NewEnabled><NewPortMappingDescription>Echo\x1b[2J"
                     "</NewPortMappingDescription><NewLeaseDuration>0</NewLeaseDuration>"
                     "</u:GetGenericPortMappingEntryResponse>"));
}

std::uint16_t closed_port() {
    const LoopbackServer server([](int) {});
    return server.endpoint().port;
}

// The practice's router at 127.0.0.1, of which nothing is open but what a test gives it.
struct Practice {
    Practice() { world.administration_ports = {closed_port()}; }

    void speaks_upnp(std::uint16_t port, std::string_view host = "127.0.0.1") {
        neighbourhood.gateway_descriptions.push_back(
            {gateway, fmt::format("http://{}:{}/desc.xml", host, port)});
    }
    // Looks, and gives the row of the router.
    facts::Fact look() {
        NetworkContext context{
            Cidr::parse("127.0.0.0/8").value(), {}, {gateway}, dialer, neighbourhood};
        EXPECT_TRUE(NetworkRouter(context, world).observe(sink));
        const auto rows = sink.rows<facts::Router>();
        EXPECT_EQ(rows.size(), 1U);
        return rows.at(0);
    }

    const IpAddress gateway = IpAddress::parse("127.0.0.1").value();
    os::Stop stop;
    net::Dialer dialer{{Cidr::parse("127.0.0.0/8").value()}, stop};
    Neighbourhood neighbourhood;
    RouterWorld world{.ssdp_port = 9, .resolver_lists = {}};
    RecordingSink sink;
};

TEST(NetworkRouter, the_openings_of_a_gateway_are_listed) {
    const WebServer gateway(answer_as_gateway);
    Practice practice;
    practice.speaks_upnp(gateway.port());
    const auto row = practice.look();
    EXPECT_EQ(cell(row, "vendor"), Value("Sagemcom"));
    EXPECT_EQ(cell(row, "firmware"), Value("SG30_sip-fr-4.28.35.1"));
    EXPECT_EQ(cell(row, "upnp_adds_mappings"), yes);
    EXPECT_EQ(cell(row, "lists_mappings"), yes);
    EXPECT_EQ(cell(row, "external_address"), Value("192.0.1.7"));
    EXPECT_EQ(cell(row, "dmz"), unknown);
    const auto mappings = practice.sink.rows<facts::PortMapping>();
    ASSERT_EQ(mappings.size(), 1U);
    EXPECT_EQ(cell(mappings[0], "external_port"), Value(std::int64_t{11112}));
    EXPECT_EQ(cell(mappings[0], "target"), Value("192.168.77.30"));
    EXPECT_EQ(cell(mappings[0], "description"), Value("Echo [2J"));
    EXPECT_TRUE(practice.sink.unseen.empty());
}

TEST(NetworkRouter, a_gateway_is_found_by_asking_it) {
    const WebServer gateway(answer_as_gateway);
    const DatagramServer ssdp([&](BytesView question) {
        EXPECT_TRUE(as_text(question).starts_with("M-SEARCH"));
        const auto answer = fmt::format(
            "HTTP/1.1 200 OK\r\nLOCATION: http://127.0.0.1:{}/desc.xml\r\n\r\n", gateway.port());
        const auto bytes = as_bytes(answer);
        return std::vector<Bytes>{{bytes.begin(), bytes.end()}};
    });
    Practice practice;
    practice.world.ssdp_port = ssdp.endpoint().port;
    EXPECT_EQ(cell(practice.look(), "upnp"), yes);
}

TEST(NetworkRouter, a_router_without_upnp_hides_its_openings_and_that_is_said) {
    Practice practice;
    const auto row = practice.look();
    EXPECT_EQ(cell(row, "upnp"), no);
    EXPECT_EQ(cell(row, "lists_mappings"), no);
    EXPECT_EQ(cell(row, "admin_cleartext"), no);
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
}

TEST(NetworkRouter, an_empty_list_is_not_taken_for_a_closed_door) {
    const WebServer gateway([](const std::string& request) {
        return contains(request, "NewPortMappingIndex") ? fault(713) : answer_as_gateway(request);
    });
    Practice practice;
    practice.speaks_upnp(gateway.port());
    EXPECT_EQ(cell(practice.look(), "lists_mappings"), yes);
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
}

TEST(NetworkRouter, a_list_that_is_refused_is_not_observed) {
    const WebServer gateway([](const std::string& request) {
        return contains(request, "NewPortMappingIndex") ? fault(606) : answer_as_gateway(request);
    });
    Practice practice;
    practice.speaks_upnp(gateway.port());
    EXPECT_EQ(cell(practice.look(), "lists_mappings"), no);
    EXPECT_FALSE(practice.sink.unseen.empty());
}

TEST(NetworkRouter, a_list_without_end_is_given_up_at_its_limit) {
    const WebServer gateway([](const std::string& request) {
        auto first = request;
        const auto at = first.find("<NewPortMappingIndex>");
        if (at != std::string::npos) first.insert(at, "<NewPortMappingIndex>0<");
        return answer_as_gateway(first);
    });
    Practice practice;
    practice.speaks_upnp(gateway.port());
    EXPECT_EQ(cell(practice.look(), "lists_mappings"), no);
    EXPECT_EQ(practice.sink.rows<facts::PortMapping>().size(), 1000U);
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
}

TEST(NetworkRouter, nobody_is_asked_where_a_router_points_to_another_device) {
    std::atomic<int> asked = 0;
    const WebServer bystander([&](const std::string&) {
        ++asked;
        return http("200 OK", description);
    });
    Practice practice;
    practice.speaks_upnp(bystander.port(), "127.0.0.2");
    const auto row = practice.look();
    EXPECT_EQ(cell(row, "upnp"), yes);
    EXPECT_EQ(cell(row, "vendor"), unknown);
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
    EXPECT_EQ(asked, 0);
}

TEST(NetworkRouter, rubbish_for_a_description_is_not_observed) {
    const WebServer gateway([](const std::string&) { return http("200 OK", "<<<\xff"); });
    Practice practice;
    practice.speaks_upnp(gateway.port());
    EXPECT_EQ(cell(practice.look(), "upnp_adds_mappings"), unknown);
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
}

struct AdminCase {
    std::string response;
    Value cleartext;
    Value needs_login;
};

TEST(NetworkRouter, an_administration_page_is_judged_by_what_it_asks_for) {
    const std::vector<AdminCase> cases{
        {http("401 Unauthorized", ""), yes, yes},
        {http("200 OK", "<form><input type=password></form>"), yes, yes},
        {http("200 OK", "<form><input name=ssid><button>Save</button></form>"), yes, no},
        {http("200 OK", "<script src=app.js></script>"), yes, unknown},
        {http("200 OK", "<h1>It works</h1>"), unknown, unknown},
        {http("404 Not Found", ""), no, unknown},
        {http("301 Moved", "", "Location: https://127.0.0.1/\r\n"), no, unknown},
        {http("301 Moved", "", "Location: http://box.lan/\r\n"), unknown, unknown},
        {"SSH-2.0-dropbear\r\n", no, unknown},
    };
    for (const auto& [response, cleartext, needs_login] : cases) {
        const WebServer page([&](const std::string&) { return response; });
        Practice practice;
        practice.world.administration_ports = {page.port()};
        const auto row = practice.look();
        EXPECT_EQ(cell(row, "admin_cleartext"), cleartext) << response;
        EXPECT_EQ(cell(row, "admin_needs_login"), needs_login) << response;
    }
}

TEST(NetworkRouter, a_redirection_on_the_same_device_is_followed) {
    const WebServer page([](const std::string& request) {
        if (request.starts_with("GET /login ")) return http("200 OK", "<input type=password>");
        return http("302 Found", "", "Location: /login\r\n");
    });
    Practice practice;
    practice.world.administration_ports = {page.port()};
    EXPECT_EQ(cell(practice.look(), "admin_needs_login"), yes);
}

TEST(NetworkRouter, the_servers_of_names_are_read_without_this_computers_own_relay) {
    const auto list = std::filesystem::path(::testing::TempDir()) / "router_test_resolv.conf";
    std::ofstream(list) << "nameserver 127.0.0.53\nnameserver 192.168.77.1\nnameserver 9.9.9.9\n";
    Practice practice;
    practice.world.resolver_lists = {"/nonexistent", list, list};
    EXPECT_EQ(cell(practice.look(), "name_servers"), Value("192.168.77.1,9.9.9.9"));
}

TEST(NetworkRouter, a_network_without_a_gateway_is_said) {
    Practice practice;
    NetworkContext context{
        Cidr::parse("127.0.0.0/8").value(), {}, {}, practice.dialer, practice.neighbourhood};
    ASSERT_TRUE(NetworkRouter(context, practice.world).observe(practice.sink));
    EXPECT_TRUE(practice.sink.rows<facts::Router>().empty());
    EXPECT_EQ(practice.sink.unseen.size(), 1U);
}

}  // namespace
}  // namespace primum::probes
