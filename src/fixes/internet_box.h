// InternetBox: a router that speaks UPnP IGD, asked to close or to open one of its doors.
//
// The only place in Primum that changes anything on another device, and only what the person was
// shown and agreed to. It speaks to the router's own address and nothing else; what it answers is
// hostile. (Probes have their own, which can only read: probes/network/internet_gateway.h.)
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "formats/http_url.h"
#include "formats/upnp.h"
#include "net/dialer.h"

namespace primum::fixes {

struct BoxAddress {
    IpAddress router;
    std::uint16_t ssdp_port = 1900;  // A test moves it.
};

// One opening, by what names it on the box.
struct OpeningName {
    std::uint16_t external_port = 0;
    std::string protocol;     // "TCP" or "UDP"
    std::string remote_host;  // Whom it lets in; empty: everybody.
};

// Where it leads.
struct OpeningTarget {
    std::string address;  // As the box says it: an address, or a name.
    std::uint16_t port = 0;
    std::string description;
    std::uint32_t lease_seconds = 0;  // 0: for ever.
    bool enabled = true;

    // The time left does not count.
    bool leads_as(const OpeningTarget& other) const {
        return address == other.address && port == other.port && enabled == other.enabled;
    }
};

class InternetBox {
public:
    // Finds how the router wants to be spoken to. ErrorKind::not_found when it does not speak UPnP.
    static Result<InternetBox> find(const BoxAddress& address);

    // Nothing when the box has no such opening.
    Result<std::optional<OpeningTarget>> opening(const OpeningName& name);
    Result<> close(const OpeningName& name);
    Result<> open(const OpeningName& name, const OpeningTarget& target);

private:
    struct Line;  // The dialer and what it needs.

    InternetBox(std::shared_ptr<Line> line, formats::HttpUrl control, std::string service)
        : line_(std::move(line)), control_(std::move(control)), service_(std::move(service)) {}

    Result<formats::SoapAnswer> call(std::string_view action,
                                     const std::map<std::string, std::string>& arguments);

    std::shared_ptr<Line> line_;  // Shared only because it cannot move; one box uses it.
    formats::HttpUrl control_;
    std::string service_;
};

}  // namespace primum::fixes
