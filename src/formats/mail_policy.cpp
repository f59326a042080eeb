#include "formats/mail_policy.h"

#include <optional>

#include "base/check.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t includes_max = 32;  // RFC 7208 allows ten look-ups.

// "v=spf1" alone or before a space; "v=spf10" is something else.
bool is_spf(std::string_view text) {
    constexpr std::string_view version = "v=spf1";
    return equal_ignoring_case(text.substr(0, version.size()), version) &&
           (text.size() == version.size() || text[version.size()] == ' ');
}

SpfVerdict verdict_of_all(std::string_view term) {
    switch (term.front()) {
        case '-':
            return SpfVerdict::fail;
        case '~':
            return SpfVerdict::softfail;
        case '?':
            return SpfVerdict::neutral;
        default:
            return SpfVerdict::pass;  // "+all" and "all" let anybody send.
    }
}

bool is_all(std::string_view term) {
    if (!term.empty() && std::string_view("+-~?").find(term.front()) != std::string_view::npos) {
        term.remove_prefix(1);
    }
    return equal_ignoring_case(term, "all");
}

// The value of "name:value" or "name=value", whatever the qualifier before it.
std::optional<std::string_view> value_of(std::string_view term, std::string_view name) {
    if (!term.empty() && std::string_view("+-~?").find(term.front()) != std::string_view::npos) {
        term.remove_prefix(1);
    }
    if (term.size() <= name.size()) return std::nullopt;
    if (!equal_ignoring_case(term.substr(0, name.size()), name)) return std::nullopt;
    return term.substr(name.size());
}

SpfPolicy read_spf(std::string_view text) {
    // Without "all" and "redirect", others are neither allowed nor refused (RFC 7208, 4.7).
    SpfPolicy policy{.others = SpfVerdict::neutral};
    for (const auto term : split(text, ' ')) {
        if (const auto included = value_of(term, "include:")) {
            if (policy.includes.size() < includes_max) {
                policy.includes.push_back(lower_case(*included));
            }
        } else if (is_all(term)) {
            policy.others = verdict_of_all(term);
            return policy;  // What follows counts no more.
        } else if (const auto other = value_of(term, "redirect=")) {
            policy.others = SpfVerdict::redirect;
            if (policy.includes.size() < includes_max) {
                policy.includes.push_back(lower_case(*other));
            }
        }
    }
    return policy;
}

bool is_dmarc(std::string_view text) {
    const auto first = split(text, ';').front();
    const auto parts = split(first, '=');
    return parts.size() == 2 && equal_ignoring_case(trim(parts[0]), "v") &&
           equal_ignoring_case(trim(parts[1]), "DMARC1");
}

DmarcPolicy read_dmarc(std::string_view text) {
    for (const auto tag : split(text, ';')) {
        const auto parts = split(tag, '=');
        if (parts.size() != 2 || !equal_ignoring_case(trim(parts[0]), "p")) continue;
        for (const auto policy :
             {DmarcPolicy::none, DmarcPolicy::quarantine, DmarcPolicy::reject}) {
            if (equal_ignoring_case(trim(parts[1]), name_of(policy))) return policy;
        }
        return DmarcPolicy::invalid;
    }
    return DmarcPolicy::invalid;  // "p" is required.
}

}  // namespace

SpfPolicy parse_spf(const std::vector<std::string>& texts) {
    SpfPolicy found;
    for (const auto& text : texts) {
        if (!is_spf(text)) continue;
        // Two policies are as good as none: receivers give up (RFC 7208, 4.5).
        if (found.others != SpfVerdict::absent) return {.others = SpfVerdict::invalid};
        found = read_spf(text);
    }
    return found;
}

DmarcPolicy parse_dmarc(const std::vector<std::string>& texts) {
    auto found = DmarcPolicy::absent;
    for (const auto& text : texts) {
        if (!is_dmarc(text)) continue;
        if (found != DmarcPolicy::absent) return DmarcPolicy::invalid;  // RFC 7489, 6.6.3.
        found = read_dmarc(text);
    }
    return found;
}

std::string_view name_of(SpfVerdict verdict) {
    switch (verdict) {
        case SpfVerdict::absent:
            return "absent";
        case SpfVerdict::invalid:
            return "invalid";
        case SpfVerdict::fail:
            return "fail";
        case SpfVerdict::softfail:
            return "softfail";
        case SpfVerdict::neutral:
            return "neutral";
        case SpfVerdict::pass:
            return "pass";
        case SpfVerdict::redirect:
            return "redirect";
    }
    CHECK(false);
    return {};
}

std::string_view name_of(DmarcPolicy policy) {
    switch (policy) {
        case DmarcPolicy::absent:
            return "absent";
        case DmarcPolicy::invalid:
            return "invalid";
        case DmarcPolicy::none:
            return "none";
        case DmarcPolicy::quarantine:
            return "quarantine";
        case DmarcPolicy::reject:
            return "reject";
    }
    CHECK(false);
    return {};
}

}  // namespace primum::formats
