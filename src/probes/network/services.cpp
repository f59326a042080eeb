#include "probes/network/services.h"

#include <algorithm>
#include <mutex>

#include "base/parallel.h"
#include "probes/network/port_search.h"

namespace primum::probes {
namespace {

constexpr std::size_t devices_at_once_max = 48;

std::string numbers_of(std::span<const KnownPort> ports) {
    std::vector<std::uint16_t> numbers;
    for (const auto& known : ports) numbers.push_back(known.port);
    std::ranges::sort(numbers);
    return fmt::format("{}", fmt::join(numbers, ", "));
}

}  // namespace

std::vector<const facts::TableDescription*> ServicesProbe::tables() const {
    return {&facts::table_of<facts::Service>()};
}

std::vector<Sentence> ServicesProbe::explain() const {
    return {
        say("Une connexion TCP à chacun de ces ports de chaque appareil : {}.",
            "One TCP connection to each of these ports of each device: {}.",
            numbers_of(ports_.usual)),
        say("Aux appareils d'imagerie, l'un après l'autre et ceux-ci seulement : {}.",
            "To imaging devices, one after the other and these only: {}.",
            numbers_of(ports_.imaging)),
        {"Aux ports ouverts, le plus souvent rien : on écoute. Sinon un seul message, selon le "
         "port : GET / (web), ClientHello (TLS), CAPABILITY, CAPA, EHLO ou FEAT (courrier, FTP), "
         "la "
         "racine d'un annuaire (LDAP), OPTIONS (caméras). Jamais de mot de passe.",
         "To open ports, most often nothing: it listens. Else one message, as the port calls for: "
         "GET / (web), ClientHello (TLS), CAPABILITY, CAPA, EHLO or FEAT (mail, FTP), the root of "
         "a directory (LDAP), OPTIONS (cameras). Never a password."}};
}

Result<> ServicesProbe::observe(facts::Sink& sink) {
    std::mutex mutex;
    auto& open_ports = context_.neighbourhood.open_ports;
    parallel_for_each(
        context_.neighbourhood.devices, devices_at_once_max, [&](const SeenDevice& device) {
            if (context_.dialer.stop().requested()) return;
            const auto address = device.address.to_string();
            sink.progress({address + ", ports ouverts", address + ", open ports"});
            const auto& ports = device.kind == "imaging" ? ports_.imaging : ports_.usual;
            PortSearch search(context_.dialer, device, ports, ports_.device_budget);
            search.run();
            for (const auto& why : search.unseen()) sink.could_not_see(why);
            const std::lock_guard lock(mutex);
            for (auto& port : search.take_open_ports()) open_ports.push_back(std::move(port));
        });
    std::ranges::sort(open_ports, {}, &OpenPort::endpoint);
    for (const auto& port : open_ports) {
        if (speaker_of(port.protocol) == name()) sink.add(to_service(port));
    }
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

}  // namespace primum::probes
