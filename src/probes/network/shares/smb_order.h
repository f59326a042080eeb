// SmbOrder: what Primum asks its SMB worker to do, as one line of text on its standard input.
#pragma once

#include <optional>
#include <sstream>
#include <string>

#include "base/address.h"
#include "probes/network/shares/folder_sample.h"

namespace primum::probes::shares {

struct SmbOrder {
    Endpoint endpoint;
    SampleLimits limits;
};

inline std::string to_line(const SmbOrder& order) {
    std::ostringstream line;
    line << order.endpoint.address.to_string() << ' ' << order.endpoint.port << ' '
         << order.limits.files_max << ' ' << order.limits.folders_max << ' '
         << order.limits.depth_max << ' ' << order.limits.files_read_max << ' '
         << order.limits.file_bytes_max << ' ' << order.limits.bytes_max << ' '
         << order.limits.time.count() << '\n';
    return line.str();
}

inline std::optional<SmbOrder> parse_smb_order(const std::string& text) {
    std::istringstream line(text);
    std::string address;
    SmbOrder order;
    std::int64_t milliseconds = 0;
    line >> address >> order.endpoint.port >> order.limits.files_max >> order.limits.folders_max >>
        order.limits.depth_max >> order.limits.files_read_max >> order.limits.file_bytes_max >>
        order.limits.bytes_max >> milliseconds;
    const auto parsed = IpAddress::parse(address);
    if (!line || !parsed) return std::nullopt;
    order.endpoint.address = *parsed;
    order.limits.time = std::chrono::milliseconds(milliseconds);
    return order;
}

}  // namespace primum::probes::shares
