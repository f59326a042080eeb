#include "probes/network/device_kind.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "formats/netbios.h"

namespace primum::probes {
namespace {

using Words = std::span<const std::string_view>;

// Makers are parts of the owner's name in the IEEE list, in lower case. Only the medical branches
// of makers who also sell other things.
constexpr std::array<std::string_view, 52> imaging_makers{"ge healthcare",
                                                          "ge medical",
                                                          "gehealthcare",
                                                          "philips healthcare",
                                                          "philips medical",
                                                          "philips ultrasound",
                                                          "siemens healthcare",
                                                          "siemens healthineers",
                                                          "siemens medical",
                                                          "mindray",
                                                          "esaote",
                                                          "sonosite",
                                                          "medison",
                                                          "canon medical",
                                                          "toshiba medical",
                                                          "hitachi medical",
                                                          "aloka",
                                                          "fujifilm healthcare",
                                                          "fujifilm medical",
                                                          "alpinion",
                                                          "shantou institute of ultrasonic",
                                                          "aurotech ultrasound",
                                                          "supersonic imagine",
                                                          "bk medical",
                                                          "butterfly network",
                                                          "clarius",
                                                          "agfa healthcare",
                                                          "agfa-gevaert",
                                                          "carestream",
                                                          "hologic",
                                                          "varex imaging",
                                                          "acoma medical",
                                                          "shimadzu",
                                                          "sirona",
                                                          "planmeca",
                                                          "duerr dental",
                                                          "dürr dental",
                                                          "kavo dental",
                                                          "vatech co",
                                                          "acteon",
                                                          "newtom",
                                                          "cefla",
                                                          "trophy radiologie",
                                                          "heidelberg engineering",
                                                          "carl zeiss",
                                                          "topcon corporation",
                                                          "nidek",
                                                          "schiller ag",
                                                          "fotofinder",
                                                          "corometrics",
                                                          "karl storz imaging",
                                                          "camtronics medical"};
constexpr std::array<std::string_view, 4> imaging_services{"_dicom._tcp", "_dicom-tls._tcp",
                                                           "_acr-nema._tcp", "_osirixdb._tcp"};
// Beginnings of words in a name: "voluson-e8", "PACS01", "echographe".
constexpr std::array<std::string_view, 22> imaging_names{
    "voluson", "vivid", "logiq",     "vscan",    "epiq",        "affiniti",
    "acuson",  "mylab", "aplio",     "sonosite", "lumify",      "ultrasound",
    "echo",    "pacs",  "dicom",     "modality", "radiography", "radiologie",
    "xray",    "mammo", "panoramic", "orthanc"};

constexpr std::array<std::string_view, 6> camera_makers{
    "hikvision", "dahua", "axis communications", "foscam", "reolink", "vivotek"};
constexpr std::array<std::string_view, 4> camera_services{"_axis-video._tcp", "_rtsp._tcp",
                                                          "_psia._tcp", "_onvif._tcp"};
constexpr std::array<std::string_view, 1> camera_types{"DigitalSecurityCamera"};

constexpr std::array<std::string_view, 5> printer_services{
    "_ipp._tcp", "_ipps._tcp", "_printer._tcp", "_pdl-datastream._tcp", "_scanner._tcp"};
constexpr std::array<std::string_view, 2> printer_types{"Printer", "Scanner"};
constexpr std::array<std::string_view, 8> printer_makers{
    "brother industries", "lexmark",  "kyocera document", "kyocera display",
    "seiko epson",        "oki data", "oki electric",     "zebra technologies"};

constexpr std::array<std::string_view, 8> nas_makers{"synology", "qnap",  "asustor", "terramaster",
                                                     "thecus",   "drobo", "iomega",  "infortrend"};
constexpr std::array<std::string_view, 2> nas_services{"_adisk._tcp", "_afpovertcp._tcp"};

constexpr std::array<std::string_view, 3> phone_makers{"yealink", "snom technology", "gigaset"};
constexpr std::array<std::string_view, 2> phone_services{"_apple-mobdev2._tcp", "_sip._udp"};
constexpr std::array<std::string_view, 8> phone_names{"iphone", "ipad",  "android", "galaxy",
                                                      "pixel",  "redmi", "phone",   "huawei"};
constexpr std::array<std::string_view, 2> phone_models{"iphone", "ipad"};

constexpr std::array<std::string_view, 6> mac_models{"macbook", "imac",      "macmini",
                                                     "macpro",  "macstudio", "mac1"};
constexpr std::array<std::string_view, 4> computer_services{"_rfb._tcp", "_eppc._tcp",
                                                            "_sftp-ssh._tcp", "_workstation._tcp"};
constexpr std::array<std::string_view, 7> computer_names{"desktop",  "laptop",   "macbook", "imac",
                                                         "mac-mini", "thinkpad", "poste"};

// What people call their machines: enough to name a kind, not to be rough with it.
struct NamedKind {
    std::string_view beginning;
    std::string_view kind;
};
constexpr std::array<NamedKind, 9> named_kinds{
    NamedKind{"server", "server"},      NamedKind{"serveur", "server"},
    NamedKind{"srv", "server"},         NamedKind{"nas", "nas"},
    NamedKind{"diskstation", "nas"},    NamedKind{"printer", "printer"},
    NamedKind{"imprimante", "printer"}, NamedKind{"camera", "camera"},
    NamedKind{"smartphone", "phone"}};

bool is_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

// Whether `words` stand in `text` from the beginning of a word: "novatech" is no "vatech".
bool has_words(std::string_view text, std::string_view words) {
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        if (at == 0 || !is_letter(text[at - 1])) return true;
    }
    return false;
}

bool any_part_of(std::string_view text, Words words) {
    const auto lower = lower_case(text);
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return has_words(lower, word); });
}

bool any_beginning_of(std::string_view text, Words words) {
    const auto lower = lower_case(text);
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return lower.starts_with(word); });
}

// Whether a word of the host name (of its first label, between hyphens) begins with one of `words`.
bool any_beginning_of_name(std::string_view name, Words words) {
    const auto host = name.substr(0, name.find('.'));
    return std::ranges::any_of(
               split(host, '-'),
               [&](std::string_view part) { return any_beginning_of(part, words); }) ||
           any_beginning_of(host, words);
}

bool any_among(const std::set<std::string>& said, Words words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return said.contains(std::string(word)); });
}

bool is_imaging(const DeviceEvidence& evidence) {
    return any_among(evidence.mdns_services, imaging_services) ||
           any_part_of(evidence.vendor, imaging_makers) ||
           any_beginning_of_name(evidence.name, imaging_names);
}

bool is_camera(const DeviceEvidence& evidence) {
    return any_part_of(evidence.vendor, camera_makers) ||
           any_among(evidence.mdns_services, camera_services) ||
           any_among(evidence.ssdp_types, camera_types);
}

bool is_mac(const DeviceEvidence& evidence) {
    const bool apple = any_part_of(evidence.vendor, std::array{std::string_view("apple")});
    return any_beginning_of(evidence.model, mac_models) ||
           (apple && any_among(evidence.mdns_services, computer_services));
}

bool is_phone(const DeviceEvidence& evidence) {
    const bool apple_companion = evidence.mdns_services.contains("_companion-link._tcp") &&
                                 !evidence.mdns_services.contains("_airplay._tcp");
    return any_part_of(evidence.vendor, phone_makers) ||
           any_beginning_of(evidence.model, phone_models) ||
           any_among(evidence.mdns_services, phone_services) ||
           any_beginning_of_name(evidence.name, phone_names) || apple_companion;
}

// What runs Windows or Samba, judged from the names it goes by.
DeviceKind windows_kind_of(const DeviceEvidence& evidence) {
    const auto& names = evidence.netbios_names;
    const bool domain_controller = names.contains(formats::netbios_suffix::domain_controllers) ||
                                   names.contains(formats::netbios_suffix::domain_master);
    if (domain_controller) return {"server", true};
    if (!names.empty() || contains(evidence.ssdp_server, "Microsoft-Windows")) {
        return {"workstation", false};
    }
    return {};
}

}  // namespace

DeviceKind kind_of(const DeviceEvidence& evidence) {
    if (evidence.is_this_computer) return {"workstation", true};
    if (evidence.is_gateway) return {"router", true};
    if (is_imaging(evidence)) return {"imaging", false};
    if (evidence.ssdp_types.contains("InternetGatewayDevice")) return {"router", true};
    if (is_camera(evidence)) return {"camera", false};
    const bool announces_printing = any_among(evidence.mdns_services, printer_services) ||
                                    any_among(evidence.ssdp_types, printer_types);
    const bool announces_disks = any_among(evidence.mdns_services, nas_services);
    if (is_mac(evidence)) return {"workstation", true};
    if (any_part_of(evidence.vendor, nas_makers) || any_part_of(evidence.ssdp_server, nas_makers)) {
        return {"nas", true};
    }
    if (announces_printing) return {"printer", true};
    if (any_part_of(evidence.vendor, printer_makers)) return {"printer", false};
    if (announces_disks) return {"nas", true};
    if (is_phone(evidence)) return {"phone", false};
    const auto windows = windows_kind_of(evidence);
    if (windows.kind != "unknown") return windows;
    if (any_among(evidence.mdns_services, computer_services) ||
        any_beginning_of_name(evidence.name, computer_names)) {
        return {"workstation", false};
    }
    for (const auto& [beginning, kind] : named_kinds) {
        if (any_beginning_of_name(evidence.name, std::array{beginning})) return {kind, false};
    }
    return {};
}

}  // namespace primum::probes
