// FTP as a client reads it: replies (RFC 959 §4.2), the address of a data connection (RFC 2428),
// and the listings that servers send, which no standard describes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::formats {

struct FtpReplyLine {
    int code = 0;
    bool is_last = false;  // "220 text" ends a reply, "220-text" does not.
    std::string_view text;
};

// Nothing when the line does not begin with a code: the middle of a long reply.
std::optional<FtpReplyLine> parse_ftp_reply_line(std::string_view line);

// The port in "229 Entering Extended Passive Mode (|||40001|)" or in "227 ... (h1,h2,h3,h4,p1,p2)".
// The address in a 227 is not believed: data are fetched from the device that was asked.
std::optional<std::uint16_t> parse_ftp_data_port(std::string_view text);

struct FtpEntry {
    std::string name;
    bool is_folder = false;
    bool is_link = false;
    bool anonymous_writes = false;  // The permissions shown let everybody, or user "ftp", write.
};

// One line of LIST as Unix ("drwxr-xr-x 2 0 0 4096 Nov 24 03:57 depot") or Windows
// ("11-24-26  03:57AM  <DIR>  depot") writes it; nothing for others ("total 4").
std::optional<FtpEntry> parse_ftp_listing_line(std::string_view line);

}  // namespace primum::formats
