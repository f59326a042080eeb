// network.router: the gateways between the practice and the Internet, and what they let in.
#pragma once

#include <filesystem>

#include "probes/network/neighbourhood.h"
#include "probes/probe.h"

namespace primum::probes {

// Where to find things; a test moves them to loopback.
struct RouterWorld {
    std::uint16_t ssdp_port = 1900;
    std::vector<std::uint16_t> administration_ports{80, 8080};
    std::vector<std::filesystem::path> resolver_lists{"/etc/resolv.conf",
                                                      "/run/systemd/resolve/resolv.conf"};
};

class NetworkRouter : public Probe {
public:
    explicit NetworkRouter(NetworkContext context, RouterWorld world = {})
        : context_(std::move(context)), world_(std::move(world)) {}

    std::string_view name() const override { return "network.router"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    std::vector<IpAddress> routers() const;
    std::optional<std::string> name_servers() const;
    Result<std::string> description_url(const IpAddress& router) const;
    Result<> look_at_gateway(facts::Router& row, const IpAddress& router, facts::Sink& sink) const;
    Result<> look_at_administration(facts::Router& row, const IpAddress& router,
                                    facts::Sink& sink) const;
    std::vector<std::uint16_t> web_ports(const IpAddress& router) const;

    NetworkContext context_;
    RouterWorld world_;
};

}  // namespace primum::probes
