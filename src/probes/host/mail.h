// host.mail: the mailboxes and calendars that programs of this computer are set to use, and where
// their rules forward mail to.
//
// Sends nothing. Reads the settings of Thunderbird, Evolution, GNOME and KDE online accounts, KMail
// and Claws Mail, of every person whose folder may be read; never a message, an address book or an
// appointment. Of a rule's destination only the domain is kept.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/hosting/provider_list.h"
#include "probes/probe.h"

namespace primum::probes {

class MailProbe : public Probe {
public:
    // `context` and `providers` are borrowed and must outlive the probe.
    MailProbe(HostContext& context, const ProviderList& providers)
        : context_(context), providers_(providers) {}

    std::string_view name() const override { return "host.mail"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
    const ProviderList& providers_;
};

}  // namespace primum::probes
