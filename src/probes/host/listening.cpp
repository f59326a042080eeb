#include "probes/host/listening.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/text.h"
#include "probes/network/port_list.h"

namespace primum::probes {
namespace {

struct KnownProgram {
    std::string_view name;  // Lower case; the program's name begins with it.
    std::string_view protocol;
};

// Programs that speak one protocol only, whatever the port.
constexpr std::array programs{KnownProgram{"smbd", "smb"},
                              KnownProgram{"nmbd", "netbios"},
                              KnownProgram{"mysqld", "mysql"},
                              KnownProgram{"mariadbd", "mysql"},
                              KnownProgram{"postgres", "postgresql"},
                              KnownProgram{"redis-server", "redis"},
                              KnownProgram{"mongod", "mongodb"},
                              KnownProgram{"memcached", "memcached"},
                              KnownProgram{"firebird", "firebird"},
                              KnownProgram{"fbserver", "firebird"},
                              KnownProgram{"sqlservr", "sqlserver"},
                              KnownProgram{"sshd", "ssh"},
                              KnownProgram{"dropbear", "ssh"},
                              KnownProgram{"xrdp", "rdp"},
                              KnownProgram{"gnome-remote-de", "rdp"},
                              KnownProgram{"xvnc", "vnc"},
                              KnownProgram{"xtigervnc", "vnc"},
                              KnownProgram{"x11vnc", "vnc"},
                              KnownProgram{"vino-server", "vnc"},
                              KnownProgram{"in.telnetd", "telnet"},
                              KnownProgram{"telnetd", "telnet"},
                              KnownProgram{"in.rlogind", "rlogin"},
                              KnownProgram{"in.tftpd", "tftp"},
                              KnownProgram{"vsftpd", "ftp"},
                              KnownProgram{"proftpd", "ftp"},
                              KnownProgram{"pure-ftpd", "ftp"},
                              KnownProgram{"rsync", "rsync"},
                              KnownProgram{"rpcbind", "rpcbind"},
                              KnownProgram{"cupsd", "ipp"},
                              KnownProgram{"cups-browsed", "ipp"},
                              KnownProgram{"snmpd", "snmp"},
                              KnownProgram{"avahi-daemon", "mdns"},
                              KnownProgram{"unbound", "dns"},
                              KnownProgram{"named", "dns"},
                              KnownProgram{"chronyd", "ntp"},
                              KnownProgram{"ntpd", "ntp"},
                              KnownProgram{"dhclient", "dhcp"},
                              KnownProgram{"dhcpcd", "dhcp"},
                              KnownProgram{"nginx", "http"},
                              KnownProgram{"apache2", "http"},
                              KnownProgram{"httpd", "http"},
                              KnownProgram{"lighttpd", "http"},
                              KnownProgram{"caddy", "http"},
                              KnownProgram{"storescp", "dicom"},
                              KnownProgram{"dcmqrscp", "dicom"},
                              KnownProgram{"wlmscpfs", "dicom"},
                              KnownProgram{"dcmrecv", "dicom"},
                              KnownProgram{"slapd", "ldap"},
                              KnownProgram{"teamviewer", "teamviewer"},
                              KnownProgram{"anydesk", "anydesk"},
                              KnownProgram{"rustdesk", "rustdesk"}};

// Imaging programs, which speak DICOM but for the ports of the web that they are known for.
constexpr std::array imaging_programs{
    std::string_view("orthanc"),    std::string_view("horos"),      std::string_view("osirix"),
    std::string_view("miele"),      std::string_view("radiant"),    std::string_view("weasis"),
    std::string_view("microdicom"), std::string_view("ginkgocadx"), std::string_view("conquest"),
    std::string_view("dgate")};

struct KnownDatagramPort {
    std::uint16_t port;
    std::string_view protocol;
};
constexpr std::array datagram_ports{
    KnownDatagramPort{53, "dns"},          KnownDatagramPort{67, "dhcp"},
    KnownDatagramPort{68, "dhcp"},         KnownDatagramPort{69, "tftp"},
    KnownDatagramPort{111, "rpcbind"},     KnownDatagramPort{123, "ntp"},
    KnownDatagramPort{137, "netbios"},     KnownDatagramPort{138, "netbios"},
    KnownDatagramPort{161, "snmp"},        KnownDatagramPort{323, "ntp"},
    KnownDatagramPort{500, "ipsec"},       KnownDatagramPort{514, "syslog"},
    KnownDatagramPort{546, "dhcp"},        KnownDatagramPort{547, "dhcp"},
    KnownDatagramPort{631, "ipp"},         KnownDatagramPort{1900, "ssdp"},
    KnownDatagramPort{2049, "nfs"},        KnownDatagramPort{3702, "wsd"},
    KnownDatagramPort{4500, "ipsec"},      KnownDatagramPort{5351, "natpmp"},
    KnownDatagramPort{5353, "mdns"},       KnownDatagramPort{5355, "llmnr"},
    KnownDatagramPort{11211, "memcached"}, KnownDatagramPort{51820, "wireguard"}};

std::string_view usual_datagram_protocol(std::uint16_t port) {
    const auto found = std::ranges::find(datagram_ports, port, &KnownDatagramPort::port);
    return found == datagram_ports.end() ? "unknown" : found->protocol;
}

facts::Service row_of(const os::ListeningSocket& socket, const std::string& process) {
    facts::Service row{.address = socket.local.address.to_string(),
                       .port = socket.local.port,
                       .transport = socket.transport == os::Transport::tcp ? "tcp" : "udp"};
    row.protocol = protocol_of_listener(process, socket.transport, socket.local.port);
    row.local_only = socket.local.address.is_loopback();
    if (!process.empty()) row.process = process;
    return row;
}

}  // namespace

std::string_view protocol_of_listener(std::string_view process, os::Transport transport,
                                      std::uint16_t port) {
    const auto name = lower_case(process);
    const auto known = std::ranges::find_if(
        programs, [&](const KnownProgram& program) { return name.starts_with(program.name); });
    if (known != programs.end()) return known->protocol;
    const auto usual =
        transport == os::Transport::tcp ? usual_protocol(port) : usual_datagram_protocol(port);
    const bool is_imaging = std::ranges::any_of(
        imaging_programs, [&](std::string_view program) { return name.starts_with(program); });
    const bool may_be_dicom = is_imaging && transport == os::Transport::tcp;
    return usual == "unknown" && may_be_dicom ? "dicom" : usual;
}

void report_sockets(const std::vector<os::ListeningSocket>& sockets, const os::SocketOwners& owners,
                    facts::Sink& sink) {
    // Several sockets may share an address and port (SO_REUSEPORT): one row is enough.
    std::set<std::tuple<os::Transport, Endpoint, std::string>> reported;
    std::size_t nameless = 0;
    for (const auto& socket : sockets) {
        const auto owner = owners.names.find(socket.inode);
        const auto process = owner == owners.names.end() ? "" : printable(owner->second);
        if (process.empty() && socket.inode != 0) ++nameless;
        if (!reported.emplace(socket.transport, socket.local, process).second) continue;
        sink.add(row_of(socket, process));
    }
    if (nameless == 0 || owners.hidden_processes == 0) return;
    sink.could_not_see(
        say("quel programme écoute sur {} port(s) de cet ordinateur : ils sont à d'autres comptes "
            "(lancez l'audit avec sudo pour les nommer)",
            "which program listens on {} port(s) of this computer: they belong to other accounts "
            "(run the audit with sudo to name them)",
            nameless));
}

std::vector<const facts::TableDescription*> ListeningProbe::tables() const {
    return {&facts::table_of<facts::Service>()};
}

std::vector<Sentence> ListeningProbe::explain() const {
    return {
        {"Rien n'est envoyé : le noyau est interrogé (sock_diag), puis /proc/*/fd pour le nom "
         "des programmes.",
         "Nothing is sent: the kernel is asked (sock_diag), then /proc/*/fd for the names of "
         "programs."}};
}

Result<> ListeningProbe::observe(facts::Sink& sink) {
    const auto sockets = TRY(os::listening_sockets().context(
        {"lister les ports ouverts de cet ordinateur", "list this computer's open ports"}));
    std::set<std::uint32_t> inodes;
    for (const auto& socket : sockets) inodes.insert(socket.inode);
    const auto owners = TRY(os::socket_owners(std::move(inodes)));
    report_sockets(sockets, owners, sink);
    return {};
}

}  // namespace primum::probes
