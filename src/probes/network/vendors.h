// Who made the network cards that were seen, by the IEEE list.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "base/result.h"

namespace primum::probes {

// The maker of each hardware address ("9c:8e:cd:01:02:03") that the list knows. `list` is one file
// of the IEEE, or the folder that holds oui.csv, mam.csv and oui36.csv. Reads each file once and
// keeps only what was asked for. Addresses that a device made up (the locally administered bit)
// have no maker.
Result<std::map<std::string, std::string>> vendors_of(const std::set<std::string>& macs,
                                                      const std::filesystem::path& list);

}  // namespace primum::probes
