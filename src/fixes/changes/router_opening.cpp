#include "fixes/changes/router_opening.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace primum::fixes {

Result<std::unique_ptr<Change>> RouterOpening::close(const BoxAddress& box,
                                                     const OpeningName& name) {
    auto spoken = TRY(InternetBox::find(box));
    auto target = TRY(spoken.opening(name));
    if (!target) {
        return Error{ErrorKind::not_found, say("la box n'a plus de redirection du port {} ({})",
                                               "the router has no opening of port {} ({}) any more",
                                               name.external_port, name.protocol)};
    }
    return std::unique_ptr<Change>(new RouterOpening(box, name, std::move(*target)));
}

Result<std::unique_ptr<Change>> RouterOpening::from(const Json& kept) {
    constexpr std::uint64_t port_max = 0xFFFF;
    constexpr std::uint64_t lease_max = std::numeric_limits<std::uint32_t>::max();
    const auto port = [&](std::string_view name) -> Result<std::uint16_t> {
        return static_cast<std::uint16_t>(TRY(kept_number(kept, name, port_max)));
    };
    const BoxAddress box{.router = TRY(IpAddress::parse(TRY(kept_text(kept, "router")))),
                         .ssdp_port = TRY(port("ssdp_port"))};
    OpeningName name{.external_port = TRY(port("external_port")),
                     .protocol = TRY(kept_text(kept, "protocol")),
                     .remote_host = TRY(kept_text(kept, "remote_host"))};
    OpeningTarget target{.address = TRY(kept_text(kept, "target")),
                         .port = TRY(port("target_port")),
                         .description = TRY(from_json_text(TRY(kept_text(kept, "description")))),
                         .lease_seconds = static_cast<std::uint32_t>(
                             TRY(kept_number(kept, "lease_seconds", lease_max))),
                         .enabled = TRY(kept_number(kept, "enabled", 1)) == 1};
    return std::unique_ptr<Change>(new RouterOpening(box, std::move(name), std::move(target)));
}

Json RouterOpening::keep() const {
    return {{"kind", kind},
            {"router", box_.router.to_string()},
            {"ssdp_port", box_.ssdp_port},
            {"external_port", name_.external_port},
            {"protocol", name_.protocol},
            {"remote_host", name_.remote_host},
            {"target", target_.address},
            {"target_port", target_.port},
            {"description", as_json_text(target_.description)},
            {"lease_seconds", target_.lease_seconds},
            {"enabled", target_.enabled ? 1U : 0U}};
}

Sentence RouterOpening::show() const {
    const auto leads = fmt::format("{}/{} -> {}:{} \"{}\"", name_.external_port, name_.protocol,
                                   target_.address, target_.port, target_.description);
    return say(
        "à la box {0}, par UPnP : DeletePortMapping {1}\n    (pour revenir : AddPortMapping)\n",
        "to router {0}, by UPnP: DeletePortMapping {1}\n    (to go back: AddPortMapping)\n",
        box_.router.to_string(), leads);
}

std::string RouterOpening::place() const {
    return fmt::format("{}:{}/{}", box_.router.to_string(), name_.external_port, name_.protocol);
}

Result<Stands> RouterOpening::look() const {
    auto box = TRY(InternetBox::find(box_));
    const auto now = TRY(box.opening(name_));
    if (!now) return Stands::after;
    return now->leads_as(target_) ? Stands::before : Stands::foreign;
}

Result<> RouterOpening::apply() {
    auto box = TRY(InternetBox::find(box_));
    return box.close(name_);
}

Result<> RouterOpening::revert() {
    auto box = TRY(InternetBox::find(box_));
    return box.open(name_, target_);
}

}  // namespace primum::fixes
