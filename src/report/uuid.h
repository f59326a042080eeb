// UUIDs made of names: the same name always has the same UUID, so that what a program kept of one
// report is found again in the next. For this room only.
#pragma once

#include <string>
#include <string_view>

namespace primum::report {

// Version 5 (RFC 9562, section 5.5), in a name space of Primum's own.
std::string uuid_of(std::string_view name);

}  // namespace primum::report
