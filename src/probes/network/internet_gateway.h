// InternetGateway: a router that speaks UPnP IGD, asked for what it lets anybody read.
//
// Only actions whose names begin with Get are called. What it says of itself is hostile: addresses
// are followed only on the device that gave them, and texts are made printable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts/tables.h"
#include "formats/http_url.h"
#include "formats/upnp.h"
#include "net/dialer.h"

namespace primum::probes {

class InternetGateway {
public:
    // Reads the description at `url`, which must stand on `device`.
    static Result<InternetGateway> describe(net::Dialer& dialer, const IpAddress& device,
                                            std::string_view url);

    const formats::UpnpDevice& description() const { return description_; }
    std::string firmware() const;  // Printable; empty where it does not say.

    // Whether any device may ask for openings (AddPortMapping, which is never called).
    Result<bool> offers_mappings();
    Result<IpAddress> external_address();

    struct Mappings {
        std::vector<facts::PortMapping> rows;
        std::optional<Error> missing;  // Why there may be more; nothing when it was read whole.
    };
    Mappings mappings();

private:
    InternetGateway(net::Dialer& dialer, formats::HttpUrl base, formats::UpnpDevice description,
                    formats::UpnpService connection)
        : dialer_(&dialer),
          base_(std::move(base)),
          description_(std::move(description)),
          connection_(std::move(connection)) {}

    Result<std::string> fetch(std::string_view reference);
    Result<formats::SoapAnswer> call(std::string_view action,
                                     const std::map<std::string, std::string>& arguments);

    net::Dialer* dialer_;
    formats::HttpUrl base_;
    formats::UpnpDevice description_;
    formats::UpnpService connection_;  // Its WANIPConnection or WANPPPConnection.
};

}  // namespace primum::probes
