#include "cli/probe_list.h"

namespace primum::cli {

LanAudit::LanAudit(const Lan& lan, const os::Stop& stop)
    : dialer_(std::make_unique<net::Dialer>(std::vector{lan.cidr}, stop)),
      neighbourhood_(std::make_unique<probes::Neighbourhood>()),
      context_{lan.cidr, lan.interface, lan.gateways, *dialer_, *neighbourhood_} {}

void add_host_probes(std::vector<std::unique_ptr<probes::Probe>>& /*probes*/) {}

void add_network_probes(LanAudit& /*audit*/,
                        std::vector<std::unique_ptr<probes::Probe>>& /*probes*/) {}

}  // namespace primum::cli
