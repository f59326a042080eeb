#include "probes/host/machine.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::probes {
namespace {

using namespace std::string_view_literals;

// Chassis types of SMBIOS 3.6, 7.4.1.
constexpr std::array<std::uint64_t, 8> portable_chassis{8, 9, 10, 11, 14, 30, 31, 32};
constexpr std::array<std::uint64_t, 8> desktop_chassis{3, 4, 5, 6, 7, 13, 15, 35};
constexpr std::array<std::uint64_t, 4> server_chassis{17, 23, 28, 29};

constexpr std::array virtual_vendors{"QEMU"sv,      "VMware"sv,     "innotek"sv,      "Xen"sv,
                                     "Parallels"sv, "Amazon EC2"sv, "DigitalOcean"sv, "OpenStack"sv,
                                     "Bochs"sv,     "Scaleway"sv,   "oVirt"sv};

std::string line_of(const os::FileTree& tree, const std::filesystem::path& path) {
    const auto text = tree.read(path, 4_KiB);
    return text ? std::string(trim(*text)) : std::string();
}

bool is_container(const os::FileTree& tree) {
    return tree.exists("/.dockerenv") || tree.exists("/run/.containerenv") ||
           tree.exists("/run/systemd/container");
}

bool is_virtual(const os::FileTree& tree) {
    const auto vendor = line_of(tree, "/sys/class/dmi/id/sys_vendor");
    const auto product = line_of(tree, "/sys/class/dmi/id/product_name");
    const auto says = [&](std::string_view name) { return contains(vendor, name); };
    if (std::ranges::any_of(virtual_vendors, says)) return true;
    if (contains(product, "Virtual Machine") || contains(product, "KVM") ||
        contains(product, "Google Compute Engine"))
        return true;
    // Where the firmware says nothing, the processor does.
    const auto processor = tree.read_beginning("/proc/cpuinfo", 16_KiB);
    return vendor.empty() && processor && contains(*processor, " hypervisor");
}

bool has_battery(const os::FileTree& tree) {
    const std::filesystem::path supplies = "/sys/class/power_supply";
    const auto names = tree.list(supplies);
    return names && std::ranges::any_of(*names, [&](const std::string& name) {
               // A mouse has a battery too: of scope "Device".
               return line_of(tree, supplies / name / "type") == "Battery" &&
                      line_of(tree, supplies / name / "scope") != "Device";
           });
}

bool has_desktop(const os::FileTree& tree) {
    return std::ranges::any_of(
        std::array{"/usr/share/xsessions", "/usr/share/wayland-sessions"}, [&](const char* path) {
            const auto names = tree.list(path);
            return names && std::ranges::any_of(*names, [](const std::string& name) {
                       return name.ends_with(".desktop");
                   });
        });
}

}  // namespace

Machine describe_machine(const os::FileTree& tree) {
    Machine machine{.graphical = has_desktop(tree)};
    if (is_container(tree) || is_virtual(tree)) {
        machine.kind = is_container(tree) ? "container" : "virtual";
        machine.portable = false;
        return machine;
    }
    const auto chassis = parse_number(line_of(tree, "/sys/class/dmi/id/chassis_type"));
    const auto is_among = [&](const auto& types) {
        return chassis && std::ranges::find(types, *chassis) != types.end();
    };
    if (is_among(portable_chassis) || has_battery(tree)) {
        machine.kind = "laptop";
        machine.portable = true;
    } else if (is_among(desktop_chassis) || is_among(server_chassis)) {
        machine.kind = is_among(server_chassis) || !machine.graphical ? "server" : "desktop";
        machine.portable = false;
    }
    return machine;
}

}  // namespace primum::probes
