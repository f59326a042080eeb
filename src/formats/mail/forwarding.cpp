#include "formats/mail/forwarding.h"

#include <sstream>

#include <pugixml.hpp>

#include "base/text.h"
#include "formats/mail/account.h"

namespace primum::formats {
namespace {

constexpr std::size_t domains_max = 100;

void note(std::set<std::string>& domains, std::string_view destination) {
    const auto domain = domain_of_address(destination);
    if (!domain.empty() && domains.size() < domains_max) domains.insert(domain);
}

// The text of key="value", or nothing.
std::optional<std::string_view> quoted_value(std::string_view line, std::string_view key) {
    if (!line.starts_with(key) || line.size() < key.size() + 3) return std::nullopt;
    auto rest = line.substr(key.size());
    if (!rest.starts_with("=\"") || !rest.ends_with('"')) return std::nullopt;
    return rest.substr(2, rest.size() - 3);
}

// Actions of KMail's filters that send a message on.
bool sends_on(std::string_view action) { return action == "forward" || action == "redirect"; }

}  // namespace

std::set<std::string> thunderbird_forwards(std::string_view message_filter_rules) {
    std::set<std::string> domains;
    bool enabled = true;
    bool forwards = false;
    for (const auto raw : split(message_filter_rules, '\n')) {
        const auto line = trim(raw);
        if (quoted_value(line, "name")) {  // A filter begins.
            enabled = true;
            forwards = false;
        }
        if (const auto value = quoted_value(line, "enabled")) enabled = *value != "no";
        if (const auto action = quoted_value(line, "action")) forwards = *action == "Forward";
        const auto value = quoted_value(line, "actionValue");
        if (value && forwards && enabled) note(domains, *value);
    }
    return domains;
}

std::set<std::string> evolution_forwards(std::string_view filters_xml) {
    std::set<std::string> domains;
    pugi::xml_document document;
    if (!document.load_buffer(filters_xml.data(), filters_xml.size())) return domains;
    for (const auto& rule : document.child("filteroptions").child("ruleset").children("rule")) {
        if (std::string_view(rule.attribute("enabled").value()) == "false") continue;
        for (const auto& part : rule.child("actionset").children("part")) {
            const std::string_view name = part.attribute("name").value();
            if (!contains(name, "forward") && !contains(name, "redirect")) continue;
            // Where in the part the address stands has changed between versions.
            std::ostringstream whole;
            part.print(whole);
            note(domains, whole.str());
        }
    }
    return domains;
}

std::set<std::string> kmail_forwards(const Settings& mail_filter_agent) {
    constexpr std::string_view name = "action-name-";
    std::set<std::string> domains;
    for (const auto& setting : mail_filter_agent.all()) {
        if (!setting.group.starts_with("Filter #") || !setting.key.starts_with(name)) continue;
        if (!sends_on(setting.value)) continue;
        const auto on = mail_filter_agent.find(setting.group, "Enabled");
        if (on && parse_flag(*on) == false) continue;
        const auto number = setting.key.substr(name.size());
        const auto where = mail_filter_agent.find(setting.group, "action-args-" + number);
        if (where) note(domains, *where);
    }
    return domains;
}

std::set<std::string> claws_forwards(std::string_view matcherrc) {
    std::set<std::string> domains;
    for (const auto raw : split(matcherrc, '\n')) {
        const auto line = trim(raw);
        if (line.starts_with("disabled ")) continue;
        for (const std::string_view action :
             {" forward ", " forward_as_attachment ", " redirect "}) {
            const auto at = line.find(action);
            if (at != std::string_view::npos) note(domains, line.substr(at + action.size()));
        }
    }
    return domains;
}

}  // namespace primum::formats
