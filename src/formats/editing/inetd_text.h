// InetdText: services of inetd.conf(5) switched off; all other lines stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

// The services that are on, by the first word of their lines.
std::vector<std::string> inetd_services(std::string_view text);

// The text in which the lines of `services` are off, in the manner of Debian's update-inetd(8):
// "#<off># telnet stream tcp ...".
std::string without_inetd_services(std::string_view text, const std::vector<std::string>& services);

}  // namespace primum::formats
