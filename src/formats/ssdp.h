// SSDP: the search and its answers, by which UPnP devices find one another (UPnP Device
// Architecture 2.0, section 1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// A search for `target` ("ssdp:all", "urn:schemas-upnp-org:device:InternetGatewayDevice:1") sent to
// `host`; answers are spread by their senders over at most `seconds_max`.
std::string encode_ssdp_search(const Endpoint& host, std::string_view target, int seconds_max);

// What a device says of itself; every field is empty where it says nothing. Hostile: not printable.
struct SsdpAnswer {
    std::string target;    // ST of an answer, NT of an announcement.
    std::string location;  // URL of its description.
    std::string server;
    std::string unique_name;  // USN
};

Result<SsdpAnswer> parse_ssdp_answer(BytesView bytes);

// "InternetGatewayDevice" of "urn:schemas-upnp-org:device:InternetGatewayDevice:1"; empty when
// `target` does not name a type of device.
std::string device_type_of(std::string_view target);

}  // namespace primum::formats
