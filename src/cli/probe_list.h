// The probes of an audit, in the order in which they lean on one another.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "cli/lan.h"
#include "controls/catalogue.h"
#include "probes/files/files_probe.h"
#include "probes/host/host_context.h"
#include "probes/hosting/provider_list.h"
#include "probes/network/neighbourhood.h"
#include "probes/network/shares.h"
#include "probes/probe.h"

namespace primum::cli {

// What the probes of one network share. `stop` is borrowed.
class LanAudit {
public:
    LanAudit(const Lan& lan, const os::Stop& stop);

    probes::NetworkContext& context() { return context_; }

private:
    // On the heap, so that a LanAudit can move while the probes refer to them.
    std::unique_ptr<net::Dialer> dialer_;
    std::unique_ptr<probes::Neighbourhood> neighbourhood_;
    probes::NetworkContext context_;
};

// Who holds mail and sites, as the catalogue knows them.
probes::ProviderList provider_list(const controls::Catalogue& catalogue);

enum class WifiKeys { unread, measured };  // Whether the person agreed to have their length taken.

// `host` must outlive the probes. `home`: Primum's own folder.
void add_host_probes(probes::HostContext& host, const std::filesystem::path& home, WifiKeys keys,
                     std::vector<std::unique_ptr<probes::Probe>>& probes);

// `stop` is borrowed.
void add_files_probe(probes::FilesScope scope, probes::FilesSurroundings surroundings,
                     const os::Stop& stop, std::vector<std::unique_ptr<probes::Probe>>& probes);

// `audit` must outlive the probes.
void add_network_probes(LanAudit& audit, const probes::SharesSurroundings& surroundings,
                        std::vector<std::unique_ptr<probes::Probe>>& probes);

}  // namespace primum::cli
