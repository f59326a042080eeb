#include "probes/host/antivirus.h"

#include <array>

#include "formats/host/virus_list.h"
#include "probes/host/services.h"

namespace primum::probes {
namespace {

constexpr std::size_t header_bytes = 512;  // Of a ClamAV database.

struct Product {
    std::string_view name;
    std::string_view installed;  // A file or folder that it brings.
    std::string_view process;    // As the kernel names it: 15 characters at most.
    std::string_view unit;       // Of systemd, for a tree that does not run.
};

// Those that watch by themselves. ClamAV's scanner that somebody must start (clamscan) does not.
constexpr std::array products{
    Product{"ClamAV", "/usr/sbin/clamd", "clamd", "clamav-daemon.service"},
    Product{"ESET", "/opt/eset", "oaeventd", "eea.service"},
    Product{"ESET", "/opt/eset", "eea", "eea.service"},
    Product{"Microsoft Defender", "/opt/microsoft/mdatp", "wdavdaemon", "mdatp.service"},
    Product{"Sophos", "/opt/sophos-spl", "sophos_threat_d", "sophos-spl.service"},
    Product{"Sophos", "/opt/sophos-av", "savd", "sav-protect.service"},
    Product{"Bitdefender", "/opt/bitdefender-security-tools", "bdsecd", "bdsec.service"},
    Product{"Kaspersky", "/opt/kaspersky/kesl", "kesl", "kesl.service"},
    Product{"WithSecure", "/opt/f-secure/linuxsecurity", "fsavd", "f-secure-linuxsecurity.service"},
    Product{"Trend Micro", "/opt/ds_agent", "ds_agent", "ds_agent.service"},
    Product{"Trellix", "/opt/McAfee/ens", "mfetpd", "mfetpd.service"},
    Product{"CrowdStrike", "/opt/CrowdStrike", "falcon-sensor", "falcon-sensor.service"},
    Product{"SentinelOne", "/opt/sentinelone", "s1-agent", "sentinelone.service"},
    Product{"HarfangLab", "/opt/hurukai-agent", "hurukai", "hurukai-agent.service"}};

std::optional<std::int64_t> clamav_age(const HostContext& context) {
    std::optional<std::int64_t> youngest;
    for (const auto* name : {"/var/lib/clamav/daily.cld", "/var/lib/clamav/daily.cvd"}) {
        const auto beginning = context.tree().read_beginning(name, header_bytes);
        const auto built = beginning ? formats::parse_clamav_header(*beginning) : std::nullopt;
        if (!built) continue;
        const auto age = context.days_since(Time(*built));
        if (!youngest || age < *youngest) youngest = age;
    }
    return youngest;
}

}  // namespace

Antivirus find_antivirus(const HostContext& context) {
    const auto& tree = context.tree();
    const auto programs = running_programs(tree);
    Antivirus found;
    for (const auto& product : products) {
        if (!tree.exists(product.installed)) continue;
        const bool runs = programs ? programs->contains(std::string(product.process))
                                   : starts_with_the_system(tree, std::string(product.unit));
        if (!found.name.empty() && !runs) continue;  // One that runs is worth more.
        found = {.name = std::string(product.name), .running = runs};
        if (product.name == "ClamAV") found.days_old = clamav_age(context);
        if (runs) break;
    }
    if (found.name.empty()) found.running = false;
    return found;
}

}  // namespace primum::probes
