#include "probes/network/neighbourhood.h"

#include <algorithm>
#include <array>
#include <utility>

namespace primum::probes {
namespace {

using Speaker = std::pair<std::string_view, std::string_view>;

constexpr std::array speakers{
    Speaker{"dicom", "network.dicom"},
    // What says nothing is asked once whether it is DICOM.
    Speaker{"unknown", "network.dicom"},
    Speaker{"mllp", "network.medical-web"},
    Speaker{"smb", "network.shares"},
    Speaker{"ftp", "network.shares"},
    Speaker{"rsync", "network.shares"},
    Speaker{"nfs", "network.shares"},
    Speaker{"rpcbind", "network.shares"},
    Speaker{"rdp", "network.remote"},
    Speaker{"vnc", "network.remote"},
    Speaker{"ssh", "network.remote"},
    Speaker{"telnet", "network.remote"},
    Speaker{"rlogin", "network.remote"},
    Speaker{"ipp", "network.remote"},
    Speaker{"mysql", "network.databases"},
    Speaker{"postgresql", "network.databases"},
    Speaker{"firebird", "network.databases"},
    Speaker{"sqlserver", "network.databases"},
    Speaker{"mongodb", "network.databases"},
    Speaker{"redis", "network.databases"},
    Speaker{"elasticsearch", "network.databases"},
    Speaker{"couchdb", "network.databases"},
    Speaker{"memcached", "network.databases"},
};

facts::Text known(const std::string& text) {
    return text.empty() ? facts::Text{} : facts::Text{text};
}

}  // namespace

const SeenDevice* Neighbourhood::find(const IpAddress& address) const {
    const auto found = std::ranges::find(devices, address, &SeenDevice::address);
    return found == devices.end() ? nullptr : &*found;
}

std::vector<OpenPort*> Neighbourhood::ports_speaking(std::string_view protocol) {
    std::vector<OpenPort*> speaking;
    for (auto& port : open_ports) {
        if (port.protocol == protocol) speaking.push_back(&port);
    }
    return speaking;
}

std::string_view speaker_of(std::string_view protocol) {
    const auto found = std::ranges::find(speakers, protocol, &Speaker::first);
    return found == speakers.end() ? "network.services" : found->second;
}

facts::Service to_service(const OpenPort& port) {
    facts::Service row{.address = port.endpoint.address.to_string(),
                       .port = port.endpoint.port,
                       .protocol = port.protocol,
                       .product = known(port.product),
                       .version = known(port.version),
                       .title = known(port.title),
                       .tls = port.tls.has_value(),
                       .needs_login = port.needs_login,
                       .cleartext_login = port.cleartext_login};
    if (port.tls) {
        row.tls_version = known(port.tls->version);
        row.client_certificate = port.tls->client_certificate_asked;
        row.certificate_trusted = port.tls->certificate_trusted;
        if (port.tls->certificate_expires) {
            row.certificate_expires = format_time(*port.tls->certificate_expires);
        }
    }
    return row;
}

}  // namespace primum::probes
