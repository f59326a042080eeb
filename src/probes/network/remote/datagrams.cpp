#include "probes/network/remote/datagrams.h"

#include <map>
#include <set>
#include <thread>

#include "base/text.h"
#include "formats/snmp.h"
#include "formats/tftp.h"
#include "net/datagram.h"
#include "os/random.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using formats::SnmpVersion;

// From the last datagram on: printers and old switches take about a second.
constexpr auto patience = 1500ms;
constexpr auto pause_for_each_device = 1ms;

using Answers = Result<std::vector<net::Answer>>;

struct SnmpSeen {
    std::string versions;
    std::string description;
};

std::vector<Endpoint> everybody(const NetworkContext& context, std::uint16_t port) {
    std::vector<Endpoint> endpoints;
    endpoints.reserve(context.neighbourhood.devices.size());
    for (const auto& device : context.neighbourhood.devices) {
        endpoints.push_back({device.address, port});
    }
    return endpoints;
}

Answers ask_all(const NetworkContext& context, std::uint16_t port, BytesView question) {
    const auto devices = everybody(context, port);
    const auto deadline = net::Deadline::in(patience + pause_for_each_device * devices.size());
    return net::ask_each(context.dialer, devices, question, deadline);
}

void note_snmp(const Answers& answers, SnmpVersion version, std::uint32_t request,
               std::map<IpAddress, SnmpSeen>& seen) {
    if (!answers) return;
    for (const auto& answer : *answers) {
        const auto parsed = formats::parse_snmp_answer(answer.bytes);
        if (!parsed || parsed->request != request || parsed->version != version) continue;
        auto& device = seen[answer.from.address];
        const std::string_view name = version == SnmpVersion::v1 ? "SNMPv1" : "SNMPv2c";
        if (contains(device.versions, name)) continue;
        device.versions += (device.versions.empty() ? "" : ", ") + std::string(name);
        if (device.description.empty()) device.description = printable(parsed->description);
    }
}

facts::Text known(const std::string& text) {
    return text.empty() ? facts::Text{} : facts::Text{text};
}

facts::RemoteAccess access_row(const IpAddress& address, std::uint16_t port,
                               const std::string& protocol, const std::string& version) {
    return {.address = address.to_string(),
            .port = port,
            .protocol = protocol,
            .needs_login = false,
            .encrypted = false,
            .version = known(version)};
}

facts::Service service_row(const IpAddress& address, std::uint16_t port,
                           const std::string& protocol, const std::string& product) {
    return {.address = address.to_string(),
            .port = port,
            .transport = "udp",
            .protocol = protocol,
            .product = known(product),
            .tls = false,
            .needs_login = false};
}

void tell_snmp(const std::map<IpAddress, SnmpSeen>& seen, std::uint16_t port, facts::Sink& sink) {
    for (const auto& [address, device] : seen) {
        sink.add(access_row(address, port, "snmp", device.versions));
        sink.add(service_row(address, port, "snmp", device.description));
    }
}

void tell_tftp(const std::vector<net::Answer>& answers, std::uint16_t port, facts::Sink& sink) {
    std::set<IpAddress> told;
    for (const auto& answer : answers) {
        const auto& address = answer.from.address;
        if (!formats::parse_tftp_answer(answer.bytes) || !told.insert(address).second) continue;
        sink.add(access_row(address, port, "tftp", ""));
        sink.add(service_row(address, port, "tftp", ""));
    }
}

// An error of one question costs its own answers; the person's wish to stop ends all.
Result<> tell_failure(const Answers& answers, const char* what, facts::Sink& sink) {
    if (answers) return {};
    if (answers.error().kind == ErrorKind::stopped) return answers.error();
    sink.could_not_see(join({what, what}, answers.error().message));
    return {};
}

}  // namespace

Result<> ask_by_datagram(NetworkContext& context, const DatagramPorts& ports, facts::Sink& sink) {
    if (context.neighbourhood.devices.empty()) return {};
    // A random number, so that a late or invented answer is not taken for ours.
    const auto request = static_cast<std::uint32_t>(os::random_number() & 0x7FFFFFFFU);
    Answers first = std::vector<net::Answer>{};
    Answers second = std::vector<net::Answer>{};
    Answers third = std::vector<net::Answer>{};
    {
        const std::jthread v1([&] {
            first = ask_all(context, ports.snmp, formats::snmp_question(SnmpVersion::v1, request));
        });
        const std::jthread v2c([&] {
            second =
                ask_all(context, ports.snmp, formats::snmp_question(SnmpVersion::v2c, request));
        });
        third = ask_all(context, ports.tftp, formats::tftp_question());
    }
    TRY(tell_failure(first, "SNMP", sink));
    TRY(tell_failure(second, "SNMP", sink));
    TRY(tell_failure(third, "TFTP", sink));

    std::map<IpAddress, SnmpSeen> seen;
    note_snmp(first, SnmpVersion::v1, request, seen);
    note_snmp(second, SnmpVersion::v2c, request, seen);
    tell_snmp(seen, ports.snmp, sink);
    if (third) tell_tftp(*third, ports.tftp, sink);
    return {};
}

}  // namespace primum::probes
