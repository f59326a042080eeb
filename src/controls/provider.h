// Provider: somebody who holds a practice's mail, calendar or web site, as catalogue/providers
// says.
//
// Plain values, owned by their Catalogue. Dated: certificates end, companies are bought.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "controls/control.h"

namespace primum::controls {

struct Provider {
    std::string id;
    std::string name;
    std::string mail_class;            // "A" to "F"; empty when it holds no mail.
    std::string zone;                  // "FR", "EU", "CH", "US", ...
    std::optional<bool> hds;           // Nothing: only a separate offer is certified, or not known.
    bool filter = false;               // Stands in front of the real host of the mail.
    std::vector<std::string> domains;  // Patterns; in each, * stands for any characters.
    std::vector<std::string> mx;       // Of mail exchangers.
    std::vector<std::string> spf;      // Of what SPF includes.
    std::vector<std::string> servers;  // Of hosts that mail programs ask.
    std::vector<std::string> sites;    // Of names that a site's addresses lead to.
    std::filesystem::path file;
};

// The providers of one file. What is wrong is noted, and left out.
std::vector<Provider> parse_provider_file(std::string_view text, const std::filesystem::path& file,
                                          std::vector<Problem>& problems);

}  // namespace primum::controls
