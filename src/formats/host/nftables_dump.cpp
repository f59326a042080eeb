#include "formats/host/nftables_dump.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/netlink_attributes.h"

namespace primum::formats {
namespace {

Error broken() {
    return {ErrorKind::malformed,
            {"les règles du pare-feu sont illisibles", "the firewall's rules are garbled"}};
}

std::string family_name(std::uint8_t family) {
    switch (family) {
        case NFPROTO_INET:
            return "inet";
        case NFPROTO_IPV4:
            return "ip";
        case NFPROTO_IPV6:
            return "ip6";
        default:
            return {};  // arp, bridge, netdev: they see other packets.
    }
}

Result<> read_hook(BytesView value, FilterChain& chain) {
    return for_each_netlink_attribute(value, [&](std::uint16_t type, BytesView number) -> Result<> {
        if (type == NFTA_HOOK_HOOKNUM) {
            chain.on_input = TRY(ByteReader(number).u32_big()) == NF_INET_LOCAL_IN;
        }
        return {};
    });
}

Result<> add_chain(PacketFilter& filter, const std::string& family, BytesView attributes) {
    FilterTable table{.family = family};
    std::string name;
    FilterChain chain;
    bool filters = true;
    const auto take = [&](std::uint16_t type, BytesView value) -> Result<> {
        if (type == NFTA_CHAIN_TABLE) table.name = netlink_text(value);
        if (type == NFTA_CHAIN_NAME) name = netlink_text(value);
        if (type == NFTA_CHAIN_TYPE) filters = netlink_text(value) == "filter";
        if (type == NFTA_CHAIN_POLICY) {
            chain.refuses = TRY(ByteReader(value).u32_big()) == NF_DROP;
        }
        if (type == NFTA_CHAIN_HOOK) TRY(read_hook(value, chain));
        return {};
    };
    TRY(for_each_netlink_attribute(attributes, take));
    chain.on_input = chain.on_input && filters;
    filter.tables[table].insert_or_assign(name, std::move(chain));
    return {};
}

Result<> read_verdict(BytesView value, FilterRule& rule) {
    return for_each_netlink_attribute(value, [&](std::uint16_t type, BytesView data) -> Result<> {
        if (type == NFTA_VERDICT_CHAIN) rule.target = netlink_text(data);
        if (type != NFTA_VERDICT_CODE) return {};
        const auto code = static_cast<std::int32_t>(TRY(ByteReader(data).u32_big()));
        if (code == NF_ACCEPT) rule.verdict = Verdict::accept;
        if (code == NF_DROP) rule.verdict = Verdict::refuse;
        if (code == NFT_JUMP) rule.verdict = Verdict::jump;
        if (code == NFT_GOTO) rule.verdict = Verdict::go_to;
        if (code == NFT_RETURN) rule.verdict = Verdict::leave;
        return {};
    });
}

Result<> read_immediate(BytesView value, FilterRule& rule) {
    return for_each_netlink_attribute(value, [&](std::uint16_t type, BytesView data) -> Result<> {
        if (type != NFTA_IMMEDIATE_DATA) return {};
        return for_each_netlink_attribute(data,
                                          [&](std::uint16_t kind, BytesView verdict) -> Result<> {
                                              if (kind == NFTA_DATA_VERDICT)
                                                  TRY(read_verdict(verdict, rule));
                                              return {};
                                          });
    });
}

// A target of the old iptables inside nftables: REJECT is one, DROP is not.
Result<> read_old_target(BytesView value, FilterRule& rule) {
    return for_each_netlink_attribute(value, [&](std::uint16_t type, BytesView data) -> Result<> {
        if (type == NFTA_TARGET_NAME && netlink_text(data) == "REJECT")
            rule.verdict = Verdict::refuse;
        return {};
    });
}

Result<> read_expression(BytesView value, FilterRule& rule) {
    std::string name;
    BytesView data;
    TRY(for_each_netlink_attribute(value, [&](std::uint16_t type, BytesView part) -> Result<> {
        if (type == NFTA_EXPR_NAME) name = netlink_text(part);
        if (type == NFTA_EXPR_DATA) data = part;
        return {};
    }));
    if (name == "immediate") return read_immediate(data, rule);
    if (name == "target") return read_old_target(data, rule);
    if (name == "reject") rule.verdict = Verdict::refuse;
    // These act, or only fetch; whatever else compares.
    const bool harmless = name == "reject" || name == "counter" || name == "log" ||
                          name == "last" || name == "notrack";
    if (!harmless) rule.conditional = true;
    return {};
}

Result<> add_rule(PacketFilter& filter, const std::string& family, BytesView attributes) {
    FilterTable table{.family = family};
    std::string chain;
    FilterRule rule{.conditional = false};
    const auto take = [&](std::uint16_t type, BytesView value) -> Result<> {
        if (type == NFTA_RULE_TABLE) table.name = netlink_text(value);
        if (type == NFTA_RULE_CHAIN) chain = netlink_text(value);
        if (type != NFTA_RULE_EXPRESSIONS) return {};
        return for_each_netlink_attribute(value,
                                          [&](std::uint16_t, BytesView expression) -> Result<> {
                                              return read_expression(expression, rule);
                                          });
    };
    TRY(for_each_netlink_attribute(attributes, take));
    if (++filter.rules > PacketFilter::rules_max) return broken();
    filter.tables[table][chain].rules.push_back(std::move(rule));
    return {};
}

}  // namespace

Result<> add_nftables_message(PacketFilter& filter, std::uint16_t type, BytesView body) {
    if (type >> 8 != NFNL_SUBSYS_NFTABLES) return {};
    ByteReader reader(body);
    const auto family = family_name(TRY(reader.u8()));
    TRY(reader.skip(3));  // The rest of struct nfgenmsg.
    if (family.empty()) return {};
    if ((type & 0xff) == NFT_MSG_NEWCHAIN) return add_chain(filter, family, reader.rest());
    if ((type & 0xff) == NFT_MSG_NEWRULE) return add_rule(filter, family, reader.rest());
    return {};
}

}  // namespace primum::formats
