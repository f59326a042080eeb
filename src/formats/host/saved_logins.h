// The sites for which a browser keeps a password. Addresses of sites only: names and passwords are
// neither decoded nor handed over.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

constexpr std::size_t saved_logins_max = 20'000;

// Host names, one a login: "www.doctolib.fr".
// logins.json of Firefox and Thunderbird.
Result<std::vector<std::string>> parse_mozilla_logins(BytesView file);
// "Login Data" of Chromium and its relatives (SQLite); those the person chose never to save are
// left out.
Result<std::vector<std::string>> parse_chromium_logins(BytesView file);

// "https://www.doctolib.fr/sessions" is www.doctolib.fr; other texts come back as they are.
std::string host_of_site(std::string_view address);

}  // namespace primum::formats
