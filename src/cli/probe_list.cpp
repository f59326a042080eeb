#include "cli/probe_list.h"

#include "probes/host/accounts.h"
#include "probes/host/backup.h"
#include "probes/host/listening.h"
#include "probes/host/saved_wifi.h"
#include "probes/host/session.h"
#include "probes/host/software.h"
#include "probes/host/system.h"
#include "probes/host/volumes.h"
#include "probes/network/databases.h"
#include "probes/network/devices.h"
#include "probes/network/dicom.h"
#include "probes/network/medical_web.h"
#include "probes/network/remote.h"
#include "probes/network/router.h"
#include "probes/network/services.h"
#include "probes/network/shares.h"

namespace primum::cli {

LanAudit::LanAudit(const Lan& lan, const os::Stop& stop)
    : dialer_(std::make_unique<net::Dialer>(std::vector{lan.cidr}, stop)),
      neighbourhood_(std::make_unique<probes::Neighbourhood>()),
      context_{lan.cidr, lan.interface, lan.gateways, *dialer_, *neighbourhood_} {}

probes::ProviderList provider_list(const controls::Catalogue& catalogue) {
    std::vector<probes::Provider> providers;
    for (const auto& known : catalogue.providers) {
        providers.push_back({.name = known.name,
                             .mail_class = known.mail_class,
                             .zone = known.zone,
                             .hds = known.hds,
                             .filter = known.filter,
                             .domains = known.domains,
                             .mx = known.mx,
                             .spf = known.spf,
                             .servers = known.servers,
                             .sites = known.sites});
    }
    return probes::ProviderList(std::move(providers));
}

void add_host_probes(probes::HostContext& host, const std::filesystem::path& home, WifiKeys keys,
                     std::vector<std::unique_ptr<probes::Probe>>& probes) {
    // Sockets are this kernel's and backups this computer's, whatever the tree that is looked at.
    if (host.tree().is_running_system()) {
        probes.push_back(std::make_unique<probes::ListeningProbe>());
        probes.push_back(std::make_unique<probes::BackupProbe>(home / "vault"));
    }
    probes.push_back(std::make_unique<probes::SystemProbe>(host));
    probes.push_back(std::make_unique<probes::SessionProbe>(host));
    probes.push_back(std::make_unique<probes::VolumesProbe>(host));
    probes.push_back(std::make_unique<probes::AccountsProbe>(host));
    probes.push_back(std::make_unique<probes::SoftwareProbe>(host));
    probes.push_back(std::make_unique<probes::SavedWifiProbe>(host, keys == WifiKeys::measured));
}

void add_files_probe(probes::FilesScope scope, probes::FilesSurroundings surroundings,
                     const os::Stop& stop, std::vector<std::unique_ptr<probes::Probe>>& probes) {
    probes.push_back(
        std::make_unique<probes::FilesProbe>(std::move(scope), std::move(surroundings), stop));
}

// network.devices says who is there and network.services what is open; the others lean on both.
// network.dicom comes after those that may find out that a port is not what its number says: it has
// the last word on ports that nobody understood.
void add_network_probes(LanAudit& audit, const probes::SharesSurroundings& surroundings,
                        std::vector<std::unique_ptr<probes::Probe>>& probes) {
    auto& context = audit.context();
    probes.push_back(std::make_unique<probes::NetworkDevices>(context));
    probes.push_back(std::make_unique<probes::ServicesProbe>(context));
    probes.push_back(std::make_unique<probes::NetworkRouter>(context));
    probes.push_back(std::make_unique<probes::RemoteProbe>(context));
    probes.push_back(std::make_unique<probes::DatabasesProbe>(context));
    probes.push_back(std::make_unique<probes::SharesProbe>(context, surroundings));
    probes.push_back(std::make_unique<probes::MedicalWebProbe>(context));
    probes.push_back(std::make_unique<probes::DicomProbe>(context));
}

}  // namespace primum::cli
