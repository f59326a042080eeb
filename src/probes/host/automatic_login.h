// Whom the computer logs in by itself when it starts, by the settings of the login screens and of
// the text consoles.
#pragma once

#include <string>
#include <vector>

#include "probes/host/settings_reader.h"

namespace primum::probes {

struct AutomaticLogin {
    std::string account;
    std::string by;  // gdm, lightdm, sddm, lxdm, greetd, nodm, getty
};

std::vector<AutomaticLogin> automatic_logins(SettingsReader& reader);

// Where those settings are: one of them hidden means that "nobody" is not certain.
bool automatic_logins_hidden(const SettingsReader& reader);

}  // namespace primum::probes
