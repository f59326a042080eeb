// Settings of Xfce: one XML file a channel, ~/.config/xfce4/xfconf/xfce-perchannel-xml/NAME.xml.
#pragma once

#include <map>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// "/saver/idle-activation/delay" to its value as text. Lists are left out.
Result<std::map<std::string, std::string, std::less<>>> parse_xfconf_channel(BytesView file);

}  // namespace primum::formats
