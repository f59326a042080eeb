#include "os/packet_filter_rules.h"

#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#include <array>

#include "os/netlink.h"

namespace primum::os {

Result<std::vector<KernelMessage>> nftables_messages() {
    std::vector<KernelMessage> messages;
    const std::array<std::byte, sizeof(nfgenmsg)> any_family{};
    for (const auto question : {NFT_MSG_GETCHAIN, NFT_MSG_GETRULE}) {
        const auto type = static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | question);
        TRY(netlink_dump(NETLINK_NETFILTER, type, any_family,
                         [&](std::uint16_t answer, BytesView body) {
                             messages.push_back({answer, Bytes(body.begin(), body.end())});
                         })
                .context({"lister les règles du pare-feu", "list the firewall's rules"}));
    }
    return messages;
}

}  // namespace primum::os
