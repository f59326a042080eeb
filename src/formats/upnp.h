// UPnP Internet gateways: the description of a device, the actions of a service, and the messages
// that call one (UPnP Device Architecture 2.0, sections 2 and 3; WANIPConnection:2). Whoever speaks
// to one builds its calls and reads its answers here; what may be called is theirs to say.
//
// All texts are what the device says of itself: hostile, not yet printable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

constexpr std::size_t upnp_document_bytes_max = 256_KiB;
constexpr std::string_view upnp_gateway_type =
    "urn:schemas-upnp-org:device:InternetGatewayDevice:1";

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

// The service that keeps the openings (WANIPConnection, WANPPPConnection); nullptr without one.
const UpnpService* upnp_connection_of(const UpnpDevice& device);

// The names of the actions that a service offers, from its SCPD.
Result<std::vector<std::string>> parse_upnp_actions(std::string_view xml);

struct SoapAnswer {
    std::map<std::string, std::string> values;  // By argument name.
    std::optional<int> fault;                   // The UPnP error code, when the device refused.

    // Empty where it was not given.
    std::string value(const std::string& name) const;
    std::optional<std::uint32_t> number(const std::string& name) const;
    // Whether the fault says that there is no such opening, or no more of them.
    bool says_no_such_opening() const;
};

// Fails with ErrorKind::malformed on what is neither an answer nor a UPnP fault.
Result<SoapAnswer> parse_soap_answer(std::string_view xml);

// A call, ready for POST. `service_type` and `action` are names of our own; values are escaped.
struct SoapCall {
    std::map<std::string, std::string> headers;
    std::string body;
};
SoapCall encode_soap_call(std::string_view service_type, std::string_view action,
                          const std::map<std::string, std::string>& arguments);

// Whether an answer with this HTTP status has a body that parse_soap_answer() reads: UPnP faults
// come as server errors.
bool carries_soap(int http_status);

// What an opening is called in answers and calls (WANIPConnection:2, section 2.2).
struct UpnpOpening {
    std::optional<std::uint16_t> external_port;  // Nothing where it was asked by its port.
    bool is_udp = false;
    std::string target;  // An address, or a name (2.4.16).
    std::uint16_t target_port = 0;
    std::string description;
    std::optional<std::uint32_t> lease_seconds;
    bool enabled = true;
};

// Texts are printable and short. Nothing when a port is missing or is none.
std::optional<UpnpOpening> read_upnp_opening(const SoapAnswer& answer);

}  // namespace primum::formats
