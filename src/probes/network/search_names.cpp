// What devices call themselves and offer: mDNS, SSDP, NetBIOS, reverse DNS.
#include <algorithm>

#include "base/parallel.h"
#include "base/text.h"
#include "formats/dns_message.h"
#include "formats/netbios.h"
#include "formats/ssdp.h"
#include "net/datagram.h"
#include "probes/network/search.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using formats::DnsQuestion;
using formats::DnsType;

const IpAddress mdns_group = IpAddress::from_v4(0xE00000FB);  // 224.0.0.251, RFC 6762.
const IpAddress ssdp_group = IpAddress::from_v4(0xEFFFFFFA);  // 239.255.255.250
constexpr std::uint16_t mdns_port = 5353;
constexpr std::uint16_t ssdp_port = 1900;
constexpr int ssdp_seconds_max = 1;
constexpr std::size_t answers_max = 4096;
// Few, because an answer repeats the questions and must fit in 512 bytes (RFC 6762, 6.7).
constexpr std::size_t questions_per_packet = 4;
constexpr std::size_t packets_max = 128;
constexpr std::size_t said_per_device_max = 64;
constexpr auto resolver_patience = 150ms;
constexpr int silent_resolver_questions_max = 2;

// The services that tell what a device is (probes/network/device_kind.cpp).
constexpr std::array<std::string_view, 23> services{"_services._dns-sd._udp",
                                                    "_dicom._tcp",
                                                    "_dicom-tls._tcp",
                                                    "_acr-nema._tcp",
                                                    "_osirixdb._tcp",
                                                    "_ipp._tcp",
                                                    "_printer._tcp",
                                                    "_pdl-datastream._tcp",
                                                    "_scanner._tcp",
                                                    "_smb._tcp",
                                                    "_afpovertcp._tcp",
                                                    "_adisk._tcp",
                                                    "_airplay._tcp",
                                                    "_raop._tcp",
                                                    "_companion-link._tcp",
                                                    "_apple-mobdev2._tcp",
                                                    "_rfb._tcp",
                                                    "_eppc._tcp",
                                                    "_sftp-ssh._tcp",
                                                    "_workstation._tcp",
                                                    "_axis-video._tcp",
                                                    "_rtsp._tcp",
                                                    "_googlecast._tcp"};

bool is_service_label(std::string_view label) { return label.starts_with('_'); }

// "_ipp._tcp" of "HP LaserJet._ipp._tcp.local"; empty when the name is not a service's.
std::string service_of(std::string_view name) {
    const auto labels = formats::labels_of(name);
    const auto first = std::ranges::find_if(labels, is_service_label);
    if (first == labels.end() || first + 1 == labels.end()) return {};
    return lower_case(*first + '.' + *(first + 1));
}

std::string without_local(std::string_view name) {
    constexpr std::string_view suffix = ".local";
    if (lower_case(name).ends_with(suffix)) name.remove_suffix(suffix.size());
    return std::string(name);
}

void add_service(Presence& presence, std::string_view name) {
    auto& services_seen = presence.evidence.mdns_services;
    const auto service = service_of(name);
    const bool listing = service.empty() || service == "_services._dns-sd";
    if (!listing && services_seen.size() < said_per_device_max) services_seen.insert(service);
}

void read_texts(Presence& presence, const formats::DnsRecord& record) {
    constexpr std::string_view key = "model=";
    if (service_of(record.name) != "_device-info._tcp") return;
    for (const auto& text : record.texts) {
        if (text.starts_with(key)) presence.evidence.model = text.substr(key.size());
    }
}

// A device speaks for itself only: what it says of other addresses is not believed.
void read_record(Presence& presence, const formats::DnsRecord& record) {
    switch (record.type) {
        case DnsType::ptr:
            if (formats::address_of_reverse_name(record.name) == presence.address) {
                presence.mdns_name = without_local(record.target);
            }
            add_service(presence, record.name);
            add_service(presence, record.target);
            break;
        case DnsType::a:
        case DnsType::aaaa:
            if (record.address == presence.address) presence.mdns_name = without_local(record.name);
            break;
        case DnsType::txt:
            read_texts(presence, record);
            [[fallthrough]];
        case DnsType::srv:
            add_service(presence, record.name);
            break;
        case DnsType::cname:
        case DnsType::mx:
        case DnsType::ds:
        case DnsType::dnskey:
            break;  // Not for multicast.
    }
}

void note_mdns(Census& census, const net::Answer& answer) {
    const auto message = formats::parse_dns_message(answer.bytes);
    if (!message || !message->is_response) return;
    census.note(answer.from.address, Sign::mdns, [&](Presence& presence) {
        for (const auto& record : message->records) read_record(presence, record);
    });
}

void note_ssdp(Census& census, const net::Answer& answer) {
    const auto said = formats::parse_ssdp_answer(answer.bytes);
    if (!said) return;
    census.note(answer.from.address, Sign::ssdp, [&](Presence& presence) {
        auto& evidence = presence.evidence;
        const auto type = formats::device_type_of(said->target);
        const bool room = evidence.ssdp_types.size() < said_per_device_max;
        if (!type.empty() && room) evidence.ssdp_types.insert(type);
        if (type == "InternetGatewayDevice") presence.gateway_description = said->location;
        if (!said->server.empty()) evidence.ssdp_server = said->server;
    });
}

void note_netbios(Census& census, const net::Answer& answer) {
    const auto names = formats::parse_netbios_status(answer.bytes);
    if (!names) return;
    census.note(answer.from.address, Sign::netbios, [&](Presence& presence) {
        presence.netbios_name = formats::computer_name(*names);
        for (const auto& name : *names) presence.evidence.netbios_names.insert(name.suffix);
    });
}

Result<> first_of(std::vector<Error> errors) {
    if (errors.empty()) return {};
    return std::move(errors.front());
}

Result<std::vector<net::Answer>> ask_group(const Search& search, const Endpoint& group,
                                           BytesView question, std::vector<Bytes> more,
                                           net::Deadline until) {
    return net::ask(search.context.dialer,
                    {.to = group,
                     .bytes = question,
                     .more = std::move(more),
                     .from = search.own_address(),
                     .answers_max = answers_max},
                    until);
}

Result<> ask_mdns_questions(const Search& search, const std::vector<DnsQuestion>& questions,
                            net::Deadline until) {
    std::vector<Bytes> packets;
    for (std::size_t i = 0; i < questions.size(); i += questions_per_packet) {
        const auto begin = questions.begin() + static_cast<std::ptrdiff_t>(i);
        const auto count = std::min(questions_per_packet, questions.size() - i);
        if (packets.size() >= packets_max) break;
        packets.push_back(TRY(formats::encode_dns_query(
            0, {begin, begin + static_cast<std::ptrdiff_t>(count)}, /*recursion=*/false)));
    }
    const auto first = std::exchange(packets.front(), packets.back());
    packets.pop_back();
    const auto answers =
        TRY(ask_group(search, {mdns_group, mdns_port}, first, std::move(packets), until));
    for (const auto& answer : answers) note_mdns(search.census, answer);
    return {};
}

Result<> ask_netbios(const Search& search, const std::vector<IpAddress>& devices) {
    std::vector<Endpoint> endpoints;
    endpoints.reserve(devices.size());
    for (const auto& device : devices) endpoints.push_back({device, search.world.netbios_port});
    const auto answers = TRY(net::ask_each(search.context.dialer, endpoints,
                                           formats::encode_netbios_status_query(1), search.end()));
    for (const auto& answer : answers) note_netbios(search.census, answer);
    return {};
}

// The name of `device` in an answer to question `id`; empty when it holds none.
std::string name_in(const net::Answer& answer, std::uint16_t id, const IpAddress& device) {
    const auto message = formats::parse_dns_message(answer.bytes);
    if (!message || !message->is_response || message->id != id) return {};
    for (const auto& record : message->records) {
        const bool about_it =
            record.type == DnsType::ptr && formats::address_of_reverse_name(record.name) == device;
        if (about_it) return record.target;
    }
    return {};
}

// Asks `resolver` for the name of one device; gives whether it answered at all.
Result<bool> ask_for_name(const Search& search, const IpAddress& resolver, std::uint16_t id,
                          const IpAddress& device) {
    const DnsQuestion question{formats::reverse_name(device), DnsType::ptr};
    const auto bytes = TRY(formats::encode_dns_query(id, {question}, /*recursion=*/true));
    const auto answers = TRY(
        net::ask(search.context.dialer,
                 {.to = {resolver, search.world.resolver_port}, .bytes = bytes, .answers_max = 1},
                 search.end().or_in(resolver_patience)));
    for (const auto& answer : answers) {
        const auto name = name_in(answer, id, device);
        search.census.describe(device, [&](Presence& presence) { presence.resolver_name = name; });
    }
    return !answers.empty();
}

// The names that the network's own router knows devices by. Never asks anybody further away.
Result<> ask_resolver(const Search& search, const IpAddress& resolver,
                      const std::vector<IpAddress>& devices) {
    int silent = 0;
    std::uint16_t id = 0;
    for (const auto& device : devices) {
        if (search.end().passed() || silent >= silent_resolver_questions_max) break;
        const bool answered = TRY(ask_for_name(search, resolver, ++id, device));
        if (!answered) ++silent;
    }
    return {};
}

}  // namespace

Result<> ask_mdns(const Search& search) {
    std::vector<DnsQuestion> questions;
    questions.reserve(services.size());
    for (const auto service : services) {
        questions.push_back({std::string(service) + ".local", DnsType::ptr});
    }
    TRY(ask_mdns_questions(search, questions, search.at(search.timetable.round * 3 / 2)));

    // Once more, for a first packet can be lost; and what those who were seen since call
    // themselves.
    for (const auto& presence : search.census.presences()) {
        if (!presence.mdns_name.empty()) continue;
        questions.push_back({formats::reverse_name(presence.address), DnsType::ptr});
    }
    return ask_mdns_questions(search, questions, search.end());
}

Result<> ask_ssdp(const Search& search) {
    const Endpoint group{ssdp_group, ssdp_port};
    const auto question = formats::encode_ssdp_search(group, "ssdp:all", ssdp_seconds_max);
    const auto answers = TRY(ask_group(search, group, as_bytes(question), {}, search.end()));
    for (const auto& answer : answers) note_ssdp(search.census, answer);
    return {};
}

Result<> ask_names(const Search& search, std::chrono::milliseconds after_start) {
    const auto& stop = search.context.dialer.stop();
    if (stop.requested_within(search.at(after_start).remaining())) return os::Stop::error();

    const auto devices = search.census.newly_seen();
    std::vector<Task> tasks{[&] { return ask_netbios(search, devices); }};
    for (const auto& gateway : search.context.gateways) {
        tasks.emplace_back([&] { return ask_resolver(search, gateway, devices); });
    }
    return first_of(run_side_by_side(std::move(tasks)));
}

}  // namespace primum::probes
