// PAM: what must hold before somebody is let in, or a new password is taken: pam.d(5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

struct PamRule {
    enum class Kind { authentication, account, password, session, include };
    Kind kind = Kind::include;
    std::string control;  // "required", "[success=1 default=ignore]"; empty for @include.
    std::string module;   // "pam_unix.so"; the file's name for an include or substack.
    std::vector<std::string> arguments;  // "minlen=12", "nullok"

    bool has(std::string_view argument) const;
    // The text behind "name="; empty where it is not given.
    std::string_view value(std::string_view name) const;
};

// A line that is no rule is left out.
std::vector<PamRule> parse_pam_file(std::string_view text);

}  // namespace primum::formats
