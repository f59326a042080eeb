// What network probes and host.listening hand over: devices, ports, doors to records, the router.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Device {
    std::string address;
    Text mac;
    Text vendor;
    Text name;
    std::string kind = "unknown";
    bool known = false;
    bool this_computer = false;
    Text answered;
};

struct Service {
    std::string address;
    std::int64_t port = 0;
    std::string transport = "tcp";
    std::string protocol = "unknown";
    Text product;
    Text version;
    Text title;
    Flag tls;
    Text tls_version;
    Text certificate_expires;
    Flag certificate_trusted;
    Flag client_certificate;
    Flag needs_login;
    Flag cleartext_login;
    bool local_only = false;
    Text process;
};

struct DicomNode {
    std::string address;
    std::int64_t port = 0;
    bool tls = false;
    Flag client_certificate;
    Flag checks_calling_title;
    Flag checks_called_title;
    Text called_title;
    Flag answers_echo;
    Flag answers_find;
    Number studies;
    Number patients;
    Flag counted_all;
    Text refusal;
    Text implementation;
};

struct MedicalWeb {
    std::string address;
    std::int64_t port = 0;
    std::string kind;
    Text path;
    bool tls = false;
    Flag needs_login;
    Number records;
    Number patients;
    Text product;
    Text version;
};

struct Share {
    std::string address;
    std::int64_t port = 0;
    std::string protocol;
    std::string name;
    Flag anonymous_read;
    Flag anonymous_write;
    Flag smb1;
    Number files;
    Number health_files;
    Number patients;
    Flag counted_all;
};

struct Router {
    std::string address;
    Text vendor;
    Text model;
    Text firmware;
    Flag upnp;
    Flag upnp_adds_mappings;
    Flag lists_mappings;
    Flag admin_cleartext;
    Flag admin_needs_login;
    Text dmz;
    Text name_servers;
    Text external_address;
};

struct PortMapping {
    std::string router;
    std::int64_t external_port = 0;
    std::string protocol;
    std::string target;
    std::int64_t target_port = 0;
    Text description;
    Number lease_seconds;
    bool enabled = true;
};

struct RemoteAccess {
    std::string address;
    std::int64_t port = 0;
    std::string protocol;
    Flag needs_login;
    Flag network_level_authentication;
    Flag password_login;
    Flag encrypted;
    Text version;
};

struct DatabaseServer {
    std::string address;
    std::int64_t port = 0;
    std::string product;
    Text version;
    Flag needs_login;
    Flag encrypted;
};

struct NetworkScope {
    std::string cidr;
    Text interface;
    Text consent_by;
    Text consent_at;
};

// clang-format off
template <> struct Declaration<Device> {
    static constexpr std::string_view name = "device";
    static constexpr std::string_view meaning = "a thing on the practice's network";
    static constexpr std::tuple columns{
        ColumnOf{"address", &Device::address, "IPv4 or IPv6 address"},
        ColumnOf{"mac", &Device::mac, "hardware address, lower case with colons"},
        ColumnOf{"vendor", &Device::vendor, "owner of the hardware address in the IEEE list"},
        ColumnOf{"name", &Device::name, "name it gives itself (mDNS, NetBIOS, reverse DNS)"},
        ColumnOf{"kind", &Device::kind, "router, workstation, server, nas, imaging, printer, phone, camera or unknown"},
        ColumnOf{"known", &Device::known, "the practice has declared this device as its own"},
        ColumnOf{"this_computer", &Device::this_computer, "the computer that Primum runs on"},
        ColumnOf{"answered", &Device::answered, "how it was seen: arp, tcp, mdns, ssdp, netbios, neighbour (comma-separated)"}};
};

template <> struct Declaration<Service> {
    static constexpr std::string_view name = "service";
    static constexpr std::string_view meaning = "an open port";
    static constexpr std::tuple columns{
        ColumnOf{"address", &Service::address, "address that answers; the bound address for this computer's own sockets"},
        ColumnOf{"port", &Service::port, "port number"},
        ColumnOf{"transport", &Service::transport, "tcp or udp"},
        ColumnOf{"protocol", &Service::protocol, "what speaks there: http, ssh, smb, dicom, mysql, ...; unknown when nobody could tell"},
        ColumnOf{"product", &Service::product, "program, as it names itself"},
        ColumnOf{"version", &Service::version, "version, as it names itself"},
        ColumnOf{"title", &Service::title, "title of the web page or greeting line"},
        ColumnOf{"tls", &Service::tls, "speaks TLS on this port"},
        ColumnOf{"tls_version", &Service::tls_version, "highest version agreed: TLSv1.2, TLSv1.3, ..."},
        ColumnOf{"certificate_expires", &Service::certificate_expires, "end of the certificate's validity, UTC"},
        ColumnOf{"certificate_trusted", &Service::certificate_trusted, "the certificate leads to an authority this computer trusts and is in date"},
        ColumnOf{"client_certificate", &Service::client_certificate, "the server asks clients for a certificate"},
        ColumnOf{"needs_login", &Service::needs_login, "refuses to serve before a login"},
        ColumnOf{"cleartext_login", &Service::cleartext_login, "passwords cross the network unencrypted"},
        ColumnOf{"local_only", &Service::local_only, "reachable from its own machine only"},
        ColumnOf{"process", &Service::process, "program that listens, for this computer's own sockets"}};
};

template <> struct Declaration<DicomNode> {
    static constexpr std::string_view name = "dicom_node";
    static constexpr std::string_view meaning = "a DICOM application entity that answered";
    static constexpr std::tuple columns{
        ColumnOf{"address", &DicomNode::address, "address"},
        ColumnOf{"port", &DicomNode::port, "port number"},
        ColumnOf{"tls", &DicomNode::tls, "DICOM inside TLS"},
        ColumnOf{"client_certificate", &DicomNode::client_certificate, "TLS asks clients for a certificate"},
        ColumnOf{"checks_calling_title", &DicomNode::checks_calling_title, "refuses an unknown calling AE title"},
        ColumnOf{"checks_called_title", &DicomNode::checks_called_title, "refuses a wrong called AE title"},
        ColumnOf{"called_title", &DicomNode::called_title, "called AE title under which it accepted"},
        ColumnOf{"answers_echo", &DicomNode::answers_echo, "answered C-ECHO with success"},
        ColumnOf{"answers_find", &DicomNode::answers_find, "answered C-FIND to an unknown caller"},
        ColumnOf{"studies", &DicomNode::studies, "studies counted by C-FIND"},
        ColumnOf{"patients", &DicomNode::patients, "distinct patients counted by C-FIND"},
        ColumnOf{"counted_all", &DicomNode::counted_all, "false where counting was cancelled at its limit: there are at least so many"},
        ColumnOf{"refusal", &DicomNode::refusal, "reason of the refusal in the words of PS3.8: called-ae-title-not-recognized, ..."},
        ColumnOf{"implementation", &DicomNode::implementation, "implementation version name it announces"}};
};

template <> struct Declaration<MedicalWeb> {
    static constexpr std::string_view name = "medical_web";
    static constexpr std::string_view meaning = "a web door to records (DICOMweb, Orthanc, FHIR, viewer, MLLP)";
    static constexpr std::tuple columns{
        ColumnOf{"address", &MedicalWeb::address, "address"},
        ColumnOf{"port", &MedicalWeb::port, "port number"},
        ColumnOf{"kind", &MedicalWeb::kind, "orthanc, dicomweb, wado, dcm4chee, fhir, viewer or mllp"},
        ColumnOf{"path", &MedicalWeb::path, "path that was asked"},
        ColumnOf{"tls", &MedicalWeb::tls, "inside TLS"},
        ColumnOf{"needs_login", &MedicalWeb::needs_login, "refuses to answer before a login"},
        ColumnOf{"records", &MedicalWeb::records, "studies, resources or documents that can be read"},
        ColumnOf{"patients", &MedicalWeb::patients, "patients that can be read"},
        ColumnOf{"product", &MedicalWeb::product, "program, as it names itself"},
        ColumnOf{"version", &MedicalWeb::version, "version, as it names itself"}};
};

template <> struct Declaration<Share> {
    static constexpr std::string_view name = "share";
    static constexpr std::string_view meaning = "a folder shared on the network";
    static constexpr std::tuple columns{
        ColumnOf{"address", &Share::address, "address"},
        ColumnOf{"port", &Share::port, "port number"},
        ColumnOf{"protocol", &Share::protocol, "smb, nfs, ftp, webdav, rsync or http"},
        ColumnOf{"name", &Share::name, "name of the share, export, module or folder; / for the whole server"},
        ColumnOf{"anonymous_read", &Share::anonymous_read, "readable without a password"},
        ColumnOf{"anonymous_write", &Share::anonymous_write, "the server says that writing needs no password; never tried"},
        ColumnOf{"smb1", &Share::smb1, "the server accepts the SMB 1 dialect"},
        ColumnOf{"files", &Share::files, "files seen"},
        ColumnOf{"health_files", &Share::health_files, "files that hold health data, of those that were read: all where there are few"},
        ColumnOf{"patients", &Share::patients, "distinct patients seen in them"},
        ColumnOf{"counted_all", &Share::counted_all, "false where counting stopped at its limit: there are at least so many"}};
};

template <> struct Declaration<Router> {
    static constexpr std::string_view name = "router";
    static constexpr std::string_view meaning = "a gateway between the practice and the Internet";
    static constexpr std::tuple columns{
        ColumnOf{"address", &Router::address, "address on the practice's side"},
        ColumnOf{"vendor", &Router::vendor, "maker, as it names itself"},
        ColumnOf{"model", &Router::model, "model, as it names itself"},
        ColumnOf{"firmware", &Router::firmware, "firmware version, as it names itself"},
        ColumnOf{"upnp", &Router::upnp, "answers as UPnP Internet gateway"},
        ColumnOf{"upnp_adds_mappings", &Router::upnp_adds_mappings, "offers AddPortMapping to any device; never called"},
        ColumnOf{"lists_mappings", &Router::lists_mappings, "let its port mappings be listed"},
        ColumnOf{"admin_cleartext", &Router::admin_cleartext, "administration page answers over unencrypted HTTP"},
        ColumnOf{"admin_needs_login", &Router::admin_needs_login, "administration page asks for a login"},
        ColumnOf{"dmz", &Router::dmz, "device that receives all unexpected traffic from the Internet"},
        ColumnOf{"name_servers", &Router::name_servers, "DNS servers it hands out, comma-separated"},
        ColumnOf{"external_address", &Router::external_address, "its address on the Internet's side"}};
};

template <> struct Declaration<PortMapping> {
    static constexpr std::string_view name = "port_mapping";
    static constexpr std::string_view meaning = "an opening in the router towards the Internet";
    static constexpr std::tuple columns{
        ColumnOf{"router", &PortMapping::router, "address of the router"},
        ColumnOf{"external_port", &PortMapping::external_port, "port open towards the Internet"},
        ColumnOf{"protocol", &PortMapping::protocol, "tcp or udp"},
        ColumnOf{"target", &PortMapping::target, "address inside that receives the traffic"},
        ColumnOf{"target_port", &PortMapping::target_port, "port inside that receives the traffic"},
        ColumnOf{"description", &PortMapping::description, "what the program that asked for it called it"},
        ColumnOf{"lease_seconds", &PortMapping::lease_seconds, "seconds until it closes by itself; 0 means never"},
        ColumnOf{"enabled", &PortMapping::enabled, "in force"}};
};

template <> struct Declaration<RemoteAccess> {
    static constexpr std::string_view name = "remote_access";
    static constexpr std::string_view meaning = "a way to drive or manage a machine from the network";
    static constexpr std::tuple columns{
        ColumnOf{"address", &RemoteAccess::address, "address"},
        ColumnOf{"port", &RemoteAccess::port, "port number"},
        ColumnOf{"protocol", &RemoteAccess::protocol, "rdp, vnc, ssh, telnet, rlogin, snmp, tftp or ipp"},
        ColumnOf{"needs_login", &RemoteAccess::needs_login, "asks who is there"},
        ColumnOf{"network_level_authentication", &RemoteAccess::network_level_authentication, "RDP: login comes before the session (NLA)"},
        ColumnOf{"password_login", &RemoteAccess::password_login, "SSH: a password is enough"},
        ColumnOf{"encrypted", &RemoteAccess::encrypted, "the conversation is encrypted"},
        ColumnOf{"version", &RemoteAccess::version, "protocol version or program it announces"}};
};

template <> struct Declaration<DatabaseServer> {
    static constexpr std::string_view name = "database_server";
    static constexpr std::string_view meaning = "a database that answers on the network";
    static constexpr std::tuple columns{
        ColumnOf{"address", &DatabaseServer::address, "address"},
        ColumnOf{"port", &DatabaseServer::port, "port number"},
        ColumnOf{"product", &DatabaseServer::product, "mysql, postgresql, firebird, sqlserver, mongodb, redis, elasticsearch, couchdb or memcached"},
        ColumnOf{"version", &DatabaseServer::version, "version, as it names itself"},
        ColumnOf{"needs_login", &DatabaseServer::needs_login, "refuses to serve before a login"},
        ColumnOf{"encrypted", &DatabaseServer::encrypted, "offers TLS"}};
};

template <> struct Declaration<NetworkScope> {
    static constexpr std::string_view name = "network_scope";
    static constexpr std::string_view meaning = "a network that the person in charge agreed to have looked at";
    static constexpr std::tuple columns{
        ColumnOf{"cidr", &NetworkScope::cidr, "network"},
        ColumnOf{"interface", &NetworkScope::interface, "network interface of this computer that leads there"},
        ColumnOf{"consent_by", &NetworkScope::consent_by, "who agreed"},
        ColumnOf{"consent_at", &NetworkScope::consent_at, "when, UTC"}};
};
// clang-format on

}  // namespace primum::facts
