// ProviderList: recognises who holds a mailbox, receives a domain's mail or hosts a site.
//
// What is known of each is the catalogue's; whoever makes the list hands it over. Names are
// compared without regard to case. Where several patterns fit, the first provider of the list wins.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::probes {

struct Provider {
    std::string name;
    std::string mail_class;  // "A" to "F"; empty when it holds no mail.
    std::string zone;
    std::optional<bool> hds;
    bool filter = false;               // Stands in front of the real host of the mail.
    std::vector<std::string> domains;  // Patterns; in each, * stands for any characters.
    std::vector<std::string> mx;
    std::vector<std::string> spf;
    std::vector<std::string> servers;
    std::vector<std::string> sites;
};

class ProviderList {
public:
    explicit ProviderList(std::vector<Provider> providers) : providers_(std::move(providers)) {}

    // Each is null when nobody is known by that name. The list must outlive the pointer.
    const Provider* of_address(std::string_view domain) const;  // "gmail.com"
    const Provider* of_mail_exchanger(std::string_view host) const;
    const Provider* of_spf_include(std::string_view name) const;
    const Provider* of_server(std::string_view host) const;  // "imap.gmail.com"
    const Provider* of_site(std::string_view name) const;    // "cluster021.hosting.ovh.net"

private:
    const Provider* find(std::vector<std::string> Provider::*patterns, std::string_view name) const;

    std::vector<Provider> providers_;
};

// True when `pattern`, where * stands for any characters, fits the whole of `name`.
bool fits(std::string_view pattern, std::string_view name);

}  // namespace primum::probes
