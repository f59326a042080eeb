#include "formats/resolver_list.h"

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view keyword = "nameserver";
constexpr std::size_t resolvers_max = 16;

}  // namespace

std::vector<IpAddress> parse_resolver_list(std::string_view text) {
    std::vector<IpAddress> resolvers;
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (!line.starts_with(keyword) || resolvers.size() >= resolvers_max) continue;
        line.remove_prefix(keyword.size());
        const auto value = trim(line.substr(0, line.find_first_of("#;%")));  // '%': IPv6 zone.
        const auto address = IpAddress::parse(value);
        if (address) resolvers.push_back(*address);
    }
    return resolvers;
}

}  // namespace primum::formats
