#include "formats/upnp.h"

#include <pugixml.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/markup.h"

namespace primum::formats {
namespace {

constexpr int depth_max = 32;
constexpr std::size_t services_max = 64;
constexpr std::size_t actions_max = 256;
constexpr std::size_t values_max = 64;
constexpr std::size_t value_length_max = 1024;
constexpr std::size_t shown_length_max = 120;
constexpr int http_ok = 200;
constexpr int http_server_error = 500;

// SpecifiedArrayIndexInvalid, NoSuchEntryInArray.
constexpr std::array no_such_entry{713, 714};

// The device's own text is compared, never repeated: a name of our own goes into the message.
constexpr std::array<std::string_view, 4> connection_types{
    "urn:schemas-upnp-org:service:WANIPConnection:1",
    "urn:schemas-upnp-org:service:WANIPConnection:2",
    "urn:schemas-upnp-org:service:WANPPPConnection:1",
    "urn:schemas-upnp-org:service:WANPPPConnection:2"};

Error malformed() {
    return {ErrorKind::malformed,
            {"la description UPnP est illisible", "the UPnP description cannot be read"}};
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The first child of that name, whatever its namespace prefix; an empty node when there is none.
pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const auto& node : parent.children()) {
        if (local_name(node) == name) return node;
    }
    return {};
}

std::string text_of(const pugi::xml_node& node) {
    return std::string(trim(node.text().get()).substr(0, value_length_max));
}

std::string text_of(const pugi::xml_node& parent, std::string_view name) {
    return text_of(child(parent, name));
}

// pugixml expands no entities but the five of XML itself and loads nothing from elsewhere.
Result<> load(pugi::xml_document& document, std::string_view xml) {
    if (xml.size() > upnp_document_bytes_max) return malformed();
    const auto outcome =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!outcome) return malformed();
    return {};
}

void gather_services(const pugi::xml_node& device, int depth, std::vector<UpnpService>& services) {
    for (const auto& node : child(device, "serviceList").children()) {
        if (services.size() >= services_max) return;
        if (local_name(node) != "service") continue;
        services.push_back(
            {text_of(node, "serviceType"), text_of(node, "controlURL"), text_of(node, "SCPDURL")});
    }
    if (depth >= depth_max) return;
    for (const auto& inner : child(device, "deviceList").children()) {
        if (local_name(inner) == "device") gather_services(inner, depth + 1, services);
    }
}

std::string firmware_of(const pugi::xml_node& device) {
    for (const auto& node : device.children()) {
        const auto name = lower_case(local_name(node));
        const bool says_version = name.ends_with("firmwareversion") ||
                                  name.ends_with("softwareversion") || name == "firmware";
        if (says_version) return text_of(node);
    }
    return {};
}

std::optional<std::uint16_t> port_in(const SoapAnswer& answer, const std::string& name) {
    const auto number = answer.number(name);
    if (!number || *number > 0xFFFF) return std::nullopt;
    return static_cast<std::uint16_t>(*number);
}

}  // namespace

Result<UpnpDevice> parse_upnp_device(std::string_view xml) {
    pugi::xml_document document;
    TRY(load(document, xml));
    const auto root = child(document, "root");
    const auto device = child(root, "device");
    if (!device) return malformed();

    UpnpDevice parsed;
    parsed.base_url = text_of(root, "URLBase");
    parsed.type = text_of(device, "deviceType");
    parsed.manufacturer = text_of(device, "manufacturer");
    parsed.model = text_of(device, "modelName");
    parsed.model_number = text_of(device, "modelNumber");
    parsed.model_description = text_of(device, "modelDescription");
    parsed.firmware = firmware_of(device);
    gather_services(device, 0, parsed.services);
    return parsed;
}

const UpnpService* upnp_connection_of(const UpnpDevice& device) {
    const auto found = std::ranges::find_if(device.services, [](const UpnpService& service) {
        return std::ranges::find(connection_types, service.type) != connection_types.end();
    });
    return found == device.services.end() ? nullptr : &*found;
}

Result<std::vector<std::string>> parse_upnp_actions(std::string_view xml) {
    pugi::xml_document document;
    TRY(load(document, xml));
    const auto description = child(document, "scpd");
    if (!description) return malformed();
    std::vector<std::string> actions;
    for (const auto& node : child(description, "actionList").children()) {
        if (actions.size() >= actions_max) break;
        if (local_name(node) == "action") actions.push_back(text_of(node, "name"));
    }
    return actions;
}

Result<SoapAnswer> parse_soap_answer(std::string_view xml) {
    pugi::xml_document document;
    TRY(load(document, xml));
    const auto body = child(child(document, "Envelope"), "Body");
    SoapAnswer answer;
    if (const auto fault = child(body, "Fault")) {
        const auto error = child(child(fault, "detail"), "UPnPError");
        const auto code = parse_number(text_of(error, "errorCode"));
        if (!code || *code > 9999) return malformed();
        answer.fault = static_cast<int>(*code);
        return answer;
    }
    const auto response = body.first_child();
    if (!local_name(response).ends_with("Response")) return malformed();
    for (const auto& node : response.children()) {
        if (answer.values.size() >= values_max) break;
        answer.values[std::string(local_name(node))] = text_of(node);
    }
    return answer;
}

std::string SoapAnswer::value(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
}

std::optional<std::uint32_t> SoapAnswer::number(const std::string& name) const {
    const auto number = parse_number(value(name));
    if (!number || *number > 0xFFFF'FFFF) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

bool SoapAnswer::says_no_such_opening() const {
    return fault && std::ranges::find(no_such_entry, *fault) != no_such_entry.end();
}

SoapCall encode_soap_call(std::string_view service_type, std::string_view action,
                          const std::map<std::string, std::string>& arguments) {
    std::string inner;
    for (const auto& [name, value] : arguments) {
        inner += fmt::format("<{0}>{1}</{0}>", name, escaped(value));
    }
    return {
        .headers = {{"Content-Type", "text/xml; charset=\"utf-8\""},
                    {"SOAPAction", fmt::format("\"{}#{}\"", service_type, action)}},
        .body = fmt::format("<?xml version=\"1.0\"?>\r\n"
                            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
                            "s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
                            "<u:{0} xmlns:u=\"{1}\">{2}</u:{0}></s:Body></s:Envelope>\r\n",
                            action, service_type, inner)};
}

bool carries_soap(int http_status) {
    return http_status == http_ok || http_status == http_server_error;
}

std::optional<UpnpOpening> read_upnp_opening(const SoapAnswer& answer) {
    const auto target_port = port_in(answer, "NewInternalPort");
    const bool names_port = !answer.value("NewExternalPort").empty();
    const auto external_port = port_in(answer, "NewExternalPort");
    if (!target_port || (names_port && !external_port)) return std::nullopt;
    return UpnpOpening{
        .external_port = external_port,
        .is_udp = equal_ignoring_case(answer.value("NewProtocol"), "udp"),
        .target = printable(answer.value("NewInternalClient"), shown_length_max),
        .target_port = *target_port,
        .description = printable(answer.value("NewPortMappingDescription"), shown_length_max),
        .lease_seconds = answer.number("NewLeaseDuration"),
        .enabled = answer.value("NewEnabled") != "0"};
}

}  // namespace primum::formats
