// Whatever an FTP server writes: no crash, names are parts of what it wrote, ports are never 0.
#include "formats/ftp.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    const auto reply = parse_ftp_reply_line(line);
    if (reply) CHECK(reply->code >= 0 && reply->code <= 999 && reply->text.size() <= size);
    const auto port = parse_ftp_data_port(line);
    if (port) CHECK(*port != 0);
    const auto entry = parse_ftp_listing_line(line);
    if (entry) CHECK(line.find(entry->name) != std::string_view::npos);
    return 0;
}
