#include "formats/upnp.h"

#include <pugixml.hpp>

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

std::string encode_soap_call(std::string_view service_type, std::string_view action,
                             const std::map<std::string, std::string>& arguments) {
    std::string inner;
    for (const auto& [name, value] : arguments) {
        inner += fmt::format("<{0}>{1}</{0}>", name, escaped(value));
    }
    return fmt::format(
        "<?xml version=\"1.0\"?>\r\n"
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
        "s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
        "<u:{0} xmlns:u=\"{1}\">{2}</u:{0}></s:Body></s:Envelope>\r\n",
        action, service_type, inner);
}

}  // namespace primum::formats
