// SharesProbe: which folders the file servers of a network show to anybody, and how many patients
// stand in them. SMB, FTP, NFS, rsync, WebDAV and web listings; one file each in shares/.
#pragma once

#include <filesystem>
#include <map>

#include "base/keyed_hash.h"
#include "probes/network/neighbourhood.h"
#include "probes/network/shares/visit.h"
#include "probes/probe.h"

namespace primum::probes {

class SharesProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe. `smb_worker` is the program primum-smb.
    SharesProbe(NetworkContext& context, std::filesystem::path smb_worker,
                shares::ShareLimits limits = {});

    std::string_view name() const override { return "network.shares"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    // The ports of one device that this probe looks at, in their order.
    using DevicePorts = std::vector<OpenPort*>;

    std::vector<DevicePorts> ports_by_device() const;
    void visit_device(const DevicePorts& ports, facts::Sink& sink);
    void visit_port(OpenPort& port, facts::Sink& sink);

    NetworkContext& context_;
    const std::filesystem::path smb_worker_;
    const shares::ShareLimits limits_;
    const HashKey key_;
};

}  // namespace primum::probes
