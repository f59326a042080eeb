// UPnP Internet gateways: the description of a device, the actions of a service, and the messages
// that call one (UPnP Device Architecture 2.0, sections 2 and 3; WANIPConnection:2).
//
// All texts are what the device says of itself: hostile, not yet printable.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

constexpr std::size_t upnp_document_bytes_max = 256_KiB;

struct UpnpService {
    std::string type;  // "urn:schemas-upnp-org:service:WANIPConnection:1"
    std::string control_url;
    std::string actions_url;  // Of its SCPD, the list of its actions.
};

struct UpnpDevice {
    std::string base_url;  // Empty where URLs are relative to the description's own (since 1.1).
    std::string type;
    std::string manufacturer;
    std::string model;
    std::string model_number;
    std::string model_description;
    std::string firmware;               // Where it says so outside the standard.
    std::vector<UpnpService> services;  // Of the device and of all devices inside it.
};

Result<UpnpDevice> parse_upnp_device(std::string_view xml);

// The names of the actions that a service offers, from its SCPD.
Result<std::vector<std::string>> parse_upnp_actions(std::string_view xml);

struct SoapAnswer {
    std::map<std::string, std::string> values;  // By argument name.
    std::optional<int> fault;                   // The UPnP error code, when the device refused.
};

// Fails with ErrorKind::malformed on what is neither an answer nor a UPnP fault.
Result<SoapAnswer> parse_soap_answer(std::string_view xml);

// The body of a call. `service_type` and `action` are names of our own; values are escaped.
std::string encode_soap_call(std::string_view service_type, std::string_view action,
                             const std::map<std::string, std::string>& arguments);

}  // namespace primum::formats
