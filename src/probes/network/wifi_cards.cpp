#include "probes/network/wifi_cards.h"

#include "base/text.h"
#include "formats/wifi/kernel_answers.h"
#include "os/wireless.h"

namespace primum::probes {
namespace {

using formats::WirelessInterface;

Result<std::vector<WirelessInterface>> read_interfaces(const std::vector<Bytes>& messages) {
    std::vector<WirelessInterface> found;
    for (const auto& message : messages) {
        auto interface = formats::parse_wireless_interface(message);
        if (interface)
            found.push_back(*std::move(interface));
        else if (interface.error().kind != ErrorKind::not_found)
            return interface.error();
    }
    return found;
}

Sentence card(const WirelessInterface& interface) {
    return say("la carte Wi-Fi {}", "Wi-Fi card {}", printable(interface.name));
}

// Without this the kernel gives what the card heard by itself, half a minute ago at most.
Result<> listen(const WifiCards& cards, const WirelessInterface& interface, facts::Sink& sink) {
    sink.progress(join(card(interface), {"elle écoute", "it listens"}));
    const auto listened = cards.listen(interface.index);
    if (listened) return {};
    if (listened.error().kind == ErrorKind::stopped) return listened.error();
    if (listened.error().kind == ErrorKind::denied) {
        sink.could_not_see(join(
            card(interface),
            {"sans les droits d'administrateur, elle ne dit que ce qu'elle vient d'entendre. "
             "Relancez avec sudo",
             "without administrator rights it only says what it has just heard. Run again with "
             "sudo"}));
        return {};
    }
    sink.could_not_see(join(card(interface), listened.error().message));
    return {};
}

Result<> hear_with(const WifiCards& cards, const WirelessInterface& interface,
                   formats::WifiNetworks& networks, facts::Sink& sink) {
    TRY(listen(cards, interface, sink));
    for (const auto& message : TRY(cards.heard(interface.index))) {
        const auto added = formats::add_heard_network(message, networks);
        if (!added) sink.could_not_see(join(card(interface), added.error().message));
    }
    return {};
}

}  // namespace

WifiCards cards_of_this_computer(const os::Stop& stop) {
    return {.interfaces = os::wireless_interfaces,
            .heard = os::wireless_heard,
            .listen = [&stop](int interface_index) {
                return os::wireless_listen(interface_index, listening_time_max, stop);
            }};
}

bool may_have_wifi(const Result<std::vector<Bytes>>& interfaces) {
    if (!interfaces) return interfaces.error().kind != ErrorKind::not_found;
    const auto read = read_interfaces(*interfaces);
    return !read || !read->empty();
}

Result<> hear(const WifiCards& cards, formats::WifiNetworks& networks, facts::Sink& sink) {
    bool heard = false;
    Error why{ErrorKind::not_found,
              {"aucune carte Wi-Fi de cet ordinateur n'écoute : elles servent de borne",
               "no Wi-Fi card of this computer listens: they serve as access points"}};
    for (const auto& interface : TRY(read_interfaces(TRY(cards.interfaces())))) {
        if (!interface.is_station) continue;
        const auto asked = hear_with(cards, interface, networks, sink);
        if (asked) {
            heard = true;
            continue;
        }
        why = asked.error();
        if (why.kind == ErrorKind::stopped) return why;
        sink.could_not_see(join(card(interface), why.message));
    }
    if (!heard) return why;
    return {};
}

}  // namespace primum::probes
