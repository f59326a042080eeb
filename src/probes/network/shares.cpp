#include "probes/network/shares.h"

#include <algorithm>
#include <array>

#include "base/parallel.h"
#include "os/random.h"
#include "probes/files/recognition_texts.h"

namespace primum::probes {
namespace {

constexpr std::size_t devices_at_once_max = 8;
constexpr std::uint16_t smb_port = 445;

using Look = Result<> (*)(const shares::Visit&);
struct Protocol {
    std::string_view name;  // As in OpenPort.
    Look look;              // Null where the port itself says nothing more.
};

constexpr std::array protocols{
    Protocol{"smb", shares::visit_smb},
    Protocol{"netbios", shares::visit_smb},  // Port 139: SMB by its older way.
    Protocol{"ftp", shares::visit_ftp},
    Protocol{"rsync", shares::visit_rsync},
    Protocol{"rpcbind", shares::visit_portmapper},
    Protocol{"nfs", nullptr},  // What it exports is asked through rpcbind.
    Protocol{"http", shares::visit_web},
    Protocol{"webdav", shares::visit_web},
};

const Protocol* find_protocol(std::string_view name) {
    const auto* found = std::ranges::find(protocols, name, &Protocol::name);
    return found == protocols.end() ? nullptr : found;
}

// Port 139 leads to the same server as 445, by an older way.
bool leads_elsewhere_too(const OpenPort& port, const std::vector<OpenPort*>& ports) {
    const bool is_smb = port.protocol == "smb" || port.protocol == "netbios";
    if (!is_smb || port.endpoint.port == smb_port) return false;
    return std::ranges::any_of(ports, [](const OpenPort* other) {
        return other->protocol == "smb" && other->endpoint.port == smb_port;
    });
}

bool has(const std::vector<OpenPort*>& ports, std::string_view protocol) {
    return std::ranges::any_of(ports,
                               [&](const OpenPort* port) { return port->protocol == protocol; });
}

}  // namespace

SharesProbe::SharesProbe(NetworkContext& context, SharesSurroundings surroundings,
                         shares::ShareLimits limits)
    : context_(context), surroundings_(std::move(surroundings)), limits_(limits) {}

std::vector<const facts::TableDescription*> SharesProbe::tables() const {
    return {&facts::table_of<facts::Share>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> SharesProbe::explain() const {
    const auto& sample = limits_.sample;
    return {
        {"SMB (445, sinon 139) : un premier message SMB 1 et un premier message SMB 2 ou 3, puis "
         "la liste des partages sans nom, puis sous le nom « guest » sans mot de passe. Rien n'est "
         "écrit.",
         "SMB (445, else 139): a first message of SMB 1 and one of SMB 2 or 3, then the list of "
         "shares without a name, then as \"guest\" without a password. Nothing is written."},
        {"FTP (21) : entrée « anonymous », liste et lecture. FTP ouvre une seconde connexion vers "
         "le même appareil pour chaque liste et chaque fichier.",
         "FTP (21): comes in as \"anonymous\", lists and reads. FTP opens a second connection to "
         "the same device for each list and each file."},
        {"NFS (par rpcbind, 111) : liste des services, liste des exports, lecture de ceux qui sont "
         "ouverts à tous.",
         "NFS (through rpcbind, 111): list of services, list of exports, reading of those that are "
         "open to all."},
        {"rsync (873) : liste des modules, et pour chacun s'il demande un mot de passe.",
         "rsync (873): list of modules, and for each whether it asks for a password."},
        {"Web : OPTIONS et GET de la première page, PROPFIND là où WebDAV répond, GET des dossiers "
         "et des fichiers que le serveur liste.",
         "Web: OPTIONS and GET of the first page, PROPFIND where WebDAV answers, GET of folders "
         "and files that the server lists."},
        say("Dans chaque partage ouvert : au plus {} noms de fichiers, et le début (1 Mio au plus) "
            "de {} fichiers au plus, pour compter les patients. Aucun nom n'est gardé.",
            "In each open share: at most {} names of files, and the beginning (1 MiB at most) of "
            "{} files at most, to count patients. No name is kept.",
            sample.files_max, sample.files_read_max)};
}

std::vector<SharesProbe::DevicePorts> SharesProbe::ports_by_device() const {
    std::map<IpAddress, DevicePorts> by_device;
    for (auto& port : context_.neighbourhood.open_ports) {
        if (find_protocol(port.protocol) == nullptr) continue;
        by_device[port.endpoint.address].push_back(&port);
    }
    std::vector<DevicePorts> devices;
    devices.reserve(by_device.size());
    for (auto& [address, ports] : by_device) devices.push_back(std::move(ports));
    return devices;
}

Result<> SharesProbe::observe(facts::Sink& sink) {
    auto devices = ports_by_device();
    if (devices.empty()) return {};
    const auto judge = TRY(shares::ShareJudge::create(
        {.texts = TRY(read_recognition_texts(surroundings_.catalogue)),
         .key = {os::random_number(), os::random_number()},
         .programs = {.extract = surroundings_.programs / "primum-extract", .ocr = {}}},
        context_.dialer.stop()));
    parallel_for_each(devices, devices_at_once_max,
                      [&](const DevicePorts& ports) { visit_device(ports, *judge, sink); });
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

void SharesProbe::visit_device(const DevicePorts& ports, shares::ShareJudge& judge,
                               facts::Sink& sink) {
    for (auto* port : ports) {
        if (context_.dialer.stop().requested()) break;
        if (!leads_elsewhere_too(*port, ports)) visit_port(*port, judge, sink);
    }
    const auto address = ports.front()->endpoint.address.to_string();
    if (has(ports, "nfs") && !has(ports, "rpcbind")) {
        sink.could_not_see(say("{}:2049, NFS : la liste des exports ne se voit pas sans rpcbind",
                               "{}:2049, NFS: the list of exports cannot be seen without rpcbind",
                               address));
    }
    for (const auto* port : ports) {
        if (speaker_of(port->protocol) == name()) sink.add(to_service(*port));
    }
}

void SharesProbe::visit_port(OpenPort& port, shares::ShareJudge& judge, facts::Sink& sink) {
    const auto* protocol = find_protocol(port.protocol);
    if (protocol->look == nullptr) return;
    sink.progress(say("{}, {}", "{}, {}", port.endpoint.address.to_string(), port.protocol));
    const auto smb_worker = surroundings_.programs / "primum-smb";
    const shares::Visit visit{context_.dialer,
                              port,
                              sink,
                              judge,
                              limits_,
                              smb_worker,
                              net::Deadline::in(limits_.server_time)};
    const auto looked = protocol->look(visit);
    if (looked || looked.error().kind == ErrorKind::stopped) return;
    const auto place = say("{}, {}", "{}, {}", port.endpoint.to_string(), port.protocol);
    sink.could_not_see(join(place, looked.error().message));
}

}  // namespace primum::probes
