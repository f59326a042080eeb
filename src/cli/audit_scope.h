// What an audit looks at, from the words of its command line.
#pragma once

#include <memory>
#include <vector>

#include "cli/arguments.h"
#include "cli/lan.h"
#include "cli/probe_list.h"

namespace primum::cli {

// ErrorKind::usage for a part that was asked for by name, without saying what to look at.
Result<> check_parts(const AuditArguments& audit);

// The networks to look at; none when the audit is not about networks.
Result<std::vector<Lan>> lans_of(const AuditArguments& audit);

// What the probes of one audit borrow; all of it must outlive them.
struct Borrowed {
    const os::Stop& stop;
    const probes::ProviderList& providers;
    probes::HostContext& host;
    std::vector<LanAudit>& lan_audits;
};

// In the order in which they lean on one another.
Result<std::vector<std::unique_ptr<probes::Probe>>> choose_probes(const Arguments& arguments,
                                                                  const AuditArguments& audit,
                                                                  const Borrowed& borrowed);

}  // namespace primum::cli
