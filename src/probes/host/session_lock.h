// When one person's session locks by itself, desktop by desktop.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "probes/host/desktop_settings.h"

namespace primum::probes {

struct SessionRules {
    std::optional<bool> locks;
    std::chrono::seconds after{0};  // Of nobody touching anything, if it locks.
    std::optional<bool> notifications_when_locked;
    std::optional<std::string> usb_programs;  // runs, asks, never
};

// `desktop` as in the table `session`; `settings` must be those of the person whose folder is
// `home`. A desktop that is not known answers nothing.
SessionRules session_rules(std::string_view desktop, const std::filesystem::path& home,
                           SettingsReader& reader, const DesktopSettings& settings);

}  // namespace primum::probes
