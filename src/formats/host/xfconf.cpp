#include "formats/host/xfconf.h"

#include <pugixml.hpp>

#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr int depth_max = 16;
constexpr std::size_t settings_max = 5000;

using Channel = std::map<std::string, std::string, std::less<>>;

void add_properties(const pugi::xml_node& parent, const std::string& above, int depth,
                    Channel& channel) {
    if (depth > depth_max) return;
    for (const auto& node : parent.children("property")) {
        if (channel.size() >= settings_max) return;
        const auto name = above + "/" + node.attribute("name").as_string();
        if (const auto value = node.attribute("value")) channel[name] = value.as_string();
        add_properties(node, name, depth + 1, channel);
    }
}

}  // namespace

Result<Channel> parse_xfconf_channel(BytesView file) {
    pugi::xml_document document;
    if (!document.load_buffer(file.data(), file.size())) return malformed("XML");
    const auto root = document.child("channel");
    if (!root) return malformed("xfconf");
    Channel channel;
    add_properties(root, "", 0, channel);
    return channel;
}

}  // namespace primum::formats
