#include "probes/hosting/provider_list.h"

#include <algorithm>

#include "base/text.h"

namespace primum::probes {

// Goes back to the last star only, so that its time is bounded by the product of the lengths.
bool fits(std::string_view pattern, std::string_view name) {
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    while (at < name.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            taken = at;
        } else if (in < pattern.size() && pattern[in] == name[at]) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

const Provider* ProviderList::find(std::vector<std::string> Provider::*patterns,
                                   std::string_view name) const {
    auto plain = lower_case(name);
    if (plain.ends_with('.')) plain.pop_back();
    if (plain.empty()) return nullptr;
    for (const auto& provider : providers_) {
        const bool found = std::ranges::any_of(
            provider.*patterns, [&](const std::string& pattern) { return fits(pattern, plain); });
        if (found) return &provider;
    }
    return nullptr;
}

const Provider* ProviderList::of_address(std::string_view domain) const {
    return find(&Provider::domains, domain);
}
const Provider* ProviderList::of_mail_exchanger(std::string_view host) const {
    return find(&Provider::mx, host);
}
const Provider* ProviderList::of_spf_include(std::string_view name) const {
    return find(&Provider::spf, name);
}
const Provider* ProviderList::of_server(std::string_view host) const {
    return find(&Provider::servers, host);
}
const Provider* ProviderList::of_site(std::string_view name) const {
    return find(&Provider::sites, name);
}

}  // namespace primum::probes
