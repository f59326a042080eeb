// The DNS servers that this computer asks: resolv.conf(5).
#pragma once

#include <string_view>
#include <vector>

#include "base/address.h"

namespace primum::formats {

// In their order, without what cannot be read.
std::vector<IpAddress> parse_resolver_list(std::string_view text);

}  // namespace primum::formats
