// MailAccount: a mailbox or a calendar, as a program of this computer is set to use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

struct MailAccount {
    std::string address;  // The person's own; empty when the program does not say it.
    std::string server;   // Host that the program asks; empty for one on this computer.
    bool mail = false;
    bool calendar = false;
};

constexpr std::size_t accounts_max = 500;  // Of one program and person.

// The address as it stands, in lower case, when it is one: "name@domain". Else nothing.
std::optional<std::string> plain_address(std::string_view text);

// "gmail.com" of "Cabinet <x@gmail.com>" or "mailto:x@gmail.com"; empty when there is none.
std::string domain_of_address(std::string_view text);

// The host of "https://caldav.icloud.com:443/x"; empty when there is none.
std::string host_of_uri(std::string_view uri);

// The first address that stands in a URI, percent-encoded or not: calendars are named by it.
std::optional<std::string> address_in_uri(std::string_view uri);

}  // namespace primum::formats
