#include "formats/editing/inetd_text.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {
namespace {

// Empty for a comment, an empty line, and a line that goes on from the one before.
std::string_view service_of(std::string_view line) {
    if (line.empty() || line.front() == '#' || line.front() == ' ' || line.front() == '\t') {
        return {};
    }
    const auto word = line.substr(0, line.find_first_of(" \t\r"));
    // "127.0.0.1:telnet": the address to listen on may stand before it.
    return word.substr(word.rfind(':') + 1);
}

}  // namespace

std::vector<std::string> inetd_services(std::string_view text) {
    std::vector<std::string> services;
    for (const auto line : split(text, '\n')) {
        const auto service = service_of(line);
        if (!service.empty()) services.emplace_back(service);
    }
    return services;
}

std::string without_inetd_services(std::string_view text,
                                   const std::vector<std::string>& services) {
    std::string made;
    bool first = true;
    for (const auto line : split(text, '\n')) {
        if (!first) made += '\n';
        first = false;
        const auto service = service_of(line);
        const bool goes =
            !service.empty() && std::ranges::find(services, service) != services.end();
        if (goes) made += "#<off># ";
        made += line;
    }
    return made;
}

}  // namespace primum::formats
