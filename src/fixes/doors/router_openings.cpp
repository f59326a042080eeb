// Openings that the Internet box made on request (UPnP) are closed. Those written by hand on its
// page stand in the same list, but some boxes refuse to delete them so.
#include <algorithm>

#include "base/text.h"
#include "fixes/changes/router_opening.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"

namespace primum::fixes {
namespace {

class RouterOpenings : public Fix {
public:
    std::string_view name() const override { return "router-openings"; }
    std::vector<std::string_view> controls() const override { return {"net-box-port-forward"}; }
    Sentence title() const override {
        return {"supprime de la box les redirections qui laissent entrer Internet",
                "deletes from the router the openings that let the Internet in"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        Plan plan;
        std::optional<Error> last;
        for (const auto& subject : situation.subjects) {
            auto change = close_one(situation, subject);
            if (change) {
                plan.subjects.push_back(subject.name);
                plan.changes.push_back(std::move(*change));
            } else {
                last = change.error();
                plan.notes.push_back(join({subject.name, subject.name}, change.error().message));
            }
        }
        if (plan.changes.empty()) return *last;
        plan.notes.push_back(
            {"Ce qui passait par ces redirections (télémaintenance d'un appareil, accès depuis "
             "chez vous) ne passera plus.",
             "What came in through these openings (a vendor's remote maintenance, access from "
             "home) "
             "will no longer come in."});
        plan.next.push_back(
            {"Un appareil peut redemander son ouverture : désactivez l'UPnP sur la page de la box, "
             "ou réglez l'appareil.",
             "A device can ask for its opening again: turn UPnP off on the router's page, or set "
             "the device."});
        return plan;
    }

private:
    static Result<std::unique_ptr<Change>> close_one(const Situation& situation,
                                                     const Subject& subject) {
        const auto place = place_of(subject);
        const auto protocol = subject.details.find("protocol");
        if (!place || place->port == 0 || protocol == subject.details.end()) {
            return nothing_to_mend(
                {"on ne sait plus laquelle c'est : relancez primum audit",
                 "which one it is is not known any more: run primum audit again"});
        }
        const auto router = TRY(IpAddress::parse(place->address));
        const bool is_near = std::ranges::any_of(
            situation.networks, [&](const Cidr& network) { return network.contains(router); });
        if (!is_near) {
            return nothing_to_mend({"cette box n'est pas sur le réseau où vous êtes branché",
                                    "this router is not on the network that you are plugged into"});
        }
        const bool is_udp = equal_ignoring_case(protocol->second, "udp");
        return RouterOpening::close({router, situation.ssdp_port},
                                    {place->port, is_udp ? "UDP" : "TCP", ""});
    }
};

}  // namespace

std::unique_ptr<Fix> make_router_openings() { return std::make_unique<RouterOpenings>(); }

}  // namespace primum::fixes
