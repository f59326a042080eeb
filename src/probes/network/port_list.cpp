#include "probes/network/port_list.h"

#include <algorithm>
#include <array>

namespace primum::probes {
namespace {

using enum Approach;

// Each with the reason why it is worth a knock. Imaging comes first, so that a device that soon
// falls silent has been asked what matters most.
constexpr std::array imaging_ports{
    KnownPort{104, leave, "dicom"},    // DICOM, well known (acr-nema)
    KnownPort{11112, leave, "dicom"},  // DICOM, registered; OsiriX, Horos, dcm4chee
    KnownPort{4242, leave, "dicom"},   // Orthanc
    KnownPort{2762, tls, "dicom"},     // DICOM over TLS, registered
    KnownPort{11113, tls, "dicom"},    // OsiriX and Horos over TLS: their port plus one
    KnownPort{2761, leave, "dicom"},   // DICOM over ISCL, registered
    KnownPort{14242, leave, "dicom"},  // Orthanc beside another one
    KnownPort{4006, leave, "dicom"},   // workstations' receivers
    KnownPort{4030, leave, "dicom"},   // PMOD
    KnownPort{4096, leave, "dicom"},   // old OsiriX
    KnownPort{4106, leave, "dicom"},   // DCMTK's examples
    KnownPort{5678, leave, "dicom"},   // ClearCanvas, K-PACS
    KnownPort{504, leave, "dicom"},    // LEADTOOLS
    KnownPort{2575, leave, "mllp"},    // HL7, registered
    KnownPort{12575, tls, "mllp"},     // HL7 over TLS, dcm4chee
    KnownPort{80, web, "http"},        // any web page
    KnownPort{443, tls_web, "http"},   // any web page over TLS
    KnownPort{8042, web, "http"},      // Orthanc
    KnownPort{8080, web, "http"},      // dcm4chee, viewers, DICOMweb
    KnownPort{8443, tls_web, "http"},  // dcm4chee over TLS
    KnownPort{3333, web, "http"},      // OsiriX and Horos web portal
    KnownPort{21, listen, "ftp"},      // many devices export by FTP
    KnownPort{22, listen, "ssh"},      // vendor's maintenance
    KnownPort{23, listen, "telnet"},   // vendor's maintenance, in clear
    KnownPort{445, leave, "smb"},      // exports, and the consoles' Windows
    KnownPort{513, leave, "rlogin"},   // old Unix consoles
    KnownPort{3389, leave, "rdp"},     // Windows consoles
    KnownPort{5900, listen, "vnc"}};   // vendor's maintenance

constexpr std::array other_ports{
    // Records and files
    KnownPort{8780, leave, "osirixdb"},  // OsiriX and Horos share their base
    KnownPort{6661, leave, "mllp"},      // Mirth Connect's first HL7 channel
    KnownPort{139, leave, "netbios"},    // file sharing of old Windows
    KnownPort{111, leave, "rpcbind"},    // finds NFS
    KnownPort{2049, leave, "nfs"},       // NAS
    KnownPort{873, listen, "rsync"},     // NAS backups
    KnownPort{548, leave, "afp"},        // file sharing of old Macs
    // Databases, of practice software above all
    KnownPort{1433, leave, "sqlserver"},    // SQL Server
    KnownPort{3306, listen, "mysql"},       // MySQL, MariaDB
    KnownPort{5432, leave, "postgresql"},   // PostgreSQL
    KnownPort{3050, leave, "firebird"},     // Firebird, InterBase
    KnownPort{2638, leave, "sqlanywhere"},  // SQL Anywhere
    KnownPort{4900, leave, "hfsql"},        // HFSQL: software written in WinDev
    KnownPort{5003, leave, "filemaker"},    // FileMaker
    KnownPort{19813, leave, "4d"},          // 4D Server
    KnownPort{1521, leave, "oracle"},       // Oracle
    KnownPort{27017, leave, "mongodb"},     // MongoDB
    KnownPort{6379, leave, "redis"},        // Redis
    KnownPort{11211, leave, "memcached"},   // Memcached
    KnownPort{9200, web, "elasticsearch"},  // Elasticsearch
    KnownPort{5984, web, "couchdb"},        // CouchDB
    // Driving a machine from afar
    KnownPort{5901, listen, "vnc"},        // second screen
    KnownPort{5800, web, "http"},          // VNC in a browser
    KnownPort{5938, stranger, "unknown"},  // TeamViewer
    KnownPort{7070, stranger, "unknown"},  // AnyDesk
    KnownPort{5985, web, "http"},          // Windows Remote Management
    // Web pages and administration
    KnownPort{8081, web, "http"},      // second web server
    KnownPort{8000, web, "http"},      // small web servers, cameras
    KnownPort{8088, web, "http"},      // small web servers
    KnownPort{9090, web, "http"},      // consoles
    KnownPort{5000, web, "http"},      // Synology, UPnP of routers
    KnownPort{5001, tls_web, "http"},  // Synology over TLS
    KnownPort{9990, web, "http"},      // WildFly's console, under dcm4chee
    KnownPort{9993, tls_web, "http"},  // the same over TLS
    KnownPort{8006, tls_web, "http"},  // Proxmox
    KnownPort{10000, web, "http"},     // Webmin
    KnownPort{2375, web, "http"},      // Docker without TLS
    KnownPort{32400, web, "http"},     // Plex on a NAS
    // Directories, mail, names
    KnownPort{389, ldap, "ldap"},    // directory, dcm4chee's settings
    KnownPort{636, tls, "ldap"},     // the same over TLS
    KnownPort{25, listen, "smtp"},   // mail
    KnownPort{587, listen, "smtp"},  // mail, from its writer
    KnownPort{110, listen, "pop3"},  // mailbox
    KnownPort{995, tls, "pop3"},     // mailbox over TLS
    KnownPort{143, listen, "imap"},  // mailbox
    KnownPort{993, tls, "imap"},     // mailbox over TLS
    KnownPort{53, leave, "dns"},     // names
    // Printers and cameras
    KnownPort{631, leave, "ipp"},         // printing
    KnownPort{515, leave, "lpd"},         // printing, old
    KnownPort{9100, leave, "jetdirect"},  // raw printing: prints whatever it is sent
    KnownPort{554, rtsp, "rtsp"}};        // cameras

constexpr auto all_ports = [] {
    std::array<KnownPort, imaging_ports.size() + other_ports.size()> all{};
    std::ranges::copy(imaging_ports, all.begin());
    std::ranges::copy(other_ports, all.begin() + imaging_ports.size());
    return all;
}();

}  // namespace

std::span<const KnownPort> usual_ports() { return all_ports; }

std::span<const KnownPort> imaging_device_ports() { return imaging_ports; }

std::string_view usual_protocol(std::uint16_t port) {
    const auto found = std::ranges::find(all_ports, port, &KnownPort::port);
    return found == all_ports.end() ? "unknown" : found->protocol;
}

}  // namespace primum::probes
