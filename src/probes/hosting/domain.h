// hosting.domain: who receives the mail of the practice's domain, who may write in its name,
// whether its zone is signed, and where its site is. Everything is public: it is read from the DNS.
#pragma once

#include <string>
#include <vector>

#include "net/dns_resolver.h"
#include "probes/hosting/provider_list.h"
#include "probes/probe.h"

namespace primum::probes {

// What the DNS said. Nothing: it could not be asked; empty: there is none.
struct DomainAnswers {
    std::optional<std::vector<std::string>> mail_exchangers;  // The preferred first.
    std::optional<std::vector<std::string>> texts;
    std::optional<std::vector<std::string>> dmarc_texts;
    std::optional<std::vector<std::string>> dkim_selectors;  // Those that have a key.
    std::optional<bool> delegation_signed;
    std::optional<bool> zone_signed;
    std::optional<std::vector<std::string>> site_addresses;
    std::vector<std::string> site_names;  // That lead to the site, or that its address leads to.
};

facts::Domain describe_domain(const std::string& name, const DomainAnswers& answers,
                              const ProviderList& providers);

// The selectors of DKIM that providers usually name; others cannot be guessed.
const std::vector<std::string>& usual_dkim_selectors();

// True for a name that can be asked for: letters, digits, dashes and dots, at least two labels.
bool is_domain_name(std::string_view name);

class DomainProbe : public Probe {
public:
    // Requires is_domain_name(name). `servers` as in net::DnsResolver. `stop` and `providers` are
    // borrowed and must outlive the probe.
    DomainProbe(std::string name, std::string servers, const ProviderList& providers,
                const os::Stop& stop);

    std::string_view name() const override { return "hosting.domain"; }
    std::string scope() const override { return domain_; }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    std::string domain_;
    std::string servers_;
    const ProviderList& providers_;
    const os::Stop& stop_;
};

}  // namespace primum::probes
