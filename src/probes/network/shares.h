// SharesProbe: which folders the file servers of a network show to anybody, and how many patients
// stand in them. SMB, FTP, NFS, rsync, WebDAV and web listings; one file each in shares/.
#pragma once

#include <filesystem>
#include <map>

#include "probes/network/neighbourhood.h"
#include "probes/network/shares/visit.h"
#include "probes/probe.h"

namespace primum::probes {

struct SharesSurroundings {
    std::filesystem::path programs;   // Where primum-smb and primum-extract lie.
    std::filesystem::path catalogue;  // Holds recognition/ and providers/.
};

class SharesProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    SharesProbe(NetworkContext& context, SharesSurroundings surroundings,
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
    void visit_device(const DevicePorts& ports, shares::ShareJudge& judge, facts::Sink& sink);
    void visit_port(OpenPort& port, shares::ShareJudge& judge, facts::Sink& sink);

    NetworkContext& context_;
    const SharesSurroundings surroundings_;
    const shares::ShareLimits limits_;
};

}  // namespace primum::probes
