// When a session locks, in settings that are small languages of their own: swayidle(1), which
// sway starts, and xscreensaver(1).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace primum::formats {

struct IdleLock {
    bool locks = false;
    std::chrono::seconds after{0};  // Of nobody touching anything.
};

// In the configuration of sway or of swayidle: the shortest `timeout` whose command locks
// (swaylock, gtklock, `loginctl lock-session`). Lines that end in a backslash go on.
IdleLock parse_swayidle(std::string_view text);

// In ~/.xscreensaver or /etc/X11/app-defaults/XScreenSaver: `lock`, `timeout`, `lockTimeout`, and
// `mode`, that may be off. Nothing of what is not written: the program's defaults stay.
struct XScreensaverSettings {
    std::optional<bool> locks;
    std::optional<bool> is_on;
    std::optional<std::chrono::seconds> timeout;
    std::optional<std::chrono::seconds> lock_timeout;
};
XScreensaverSettings parse_xscreensaver(std::string_view text);

// "300", "5min", "1h 30s": a time as in systemd.time(7), seconds unless said otherwise.
std::optional<std::chrono::seconds> parse_time_span(std::string_view text);

}  // namespace primum::formats
