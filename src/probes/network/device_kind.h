// Device kinds: what a device probably is, judged from what it says without being pressed.
//
// The tables of makers, services and names are data in device_kind.cpp: adding a maker is one line.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace primum::probes {

// All texts as the device gave them, in any case. Empty where it said nothing.
struct DeviceEvidence {
    bool is_this_computer = false;
    bool is_gateway = false;               // This computer's default router.
    std::string vendor;                    // Of its network card.
    std::string name;                      // mDNS, NetBIOS or reverse DNS.
    std::string model;                     // mDNS _device-info: "MacBookPro18,1"
    std::set<std::string> mdns_services;   // "_ipp._tcp", lower case.
    std::set<std::string> ssdp_types;      // "InternetGatewayDevice"
    std::string ssdp_server;               // "Linux/4.4 UPnP/1.0 Synology/DSM"
    std::set<std::uint8_t> netbios_names;  // Suffixes of its names.
};

struct DeviceKind {
    std::string_view kind = "unknown";  // As in the `device` table.
    // Proved not to be an imaging device: several conversations at once do it no harm. A Windows
    // that only says its name proves nothing, for many an imaging console runs Windows.
    bool sturdy = false;
};

// Imaging comes first: where anything points to it, the device is treated with its care.
DeviceKind kind_of(const DeviceEvidence& evidence);

}  // namespace primum::probes
