#include "probes/network/remote/datagrams.h"

#include <map>
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

void tell_snmp(const std::map<IpAddress, SnmpSeen>& seen, std::uint16_t port, facts::Sink& sink) {
    for (const auto& [address, device] : seen) {
        sink.add(facts::RemoteAccess{.address = address.to_string(),
                                     .port = port,
                                     .protocol = "snmp",
                                     .needs_login = false,
                                     .encrypted = false,
                                     .version = device.versions});
        facts::Service service{.address = address.to_string(),
                               .port = port,
                               .transport = "udp",
                               .protocol = "snmp",
                               .tls = false,
                               .needs_login = false};
        if (!device.description.empty()) service.product = device.description;
        sink.add(service);
    }
}

void tell_tftp(const std::vector<net::Answer>& answers, std::uint16_t port, facts::Sink& sink) {
    std::map<IpAddress, bool> told;
    for (const auto& answer : answers) {
        if (!formats::parse_tftp_answer(answer.bytes) || told[answer.from.address]) continue;
        told[answer.from.address] = true;
        const auto address = answer.from.address.to_string();
        sink.add(facts::RemoteAccess{.address = address,
                                     .port = port,
                                     .protocol = "tftp",
                                     .needs_login = false,
                                     .encrypted = false});
        sink.add(facts::Service{.address = address,
                                .port = port,
                                .transport = "udp",
                                .protocol = "tftp",
                                .tls = false,
                                .needs_login = false});
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
