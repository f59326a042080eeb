// Exit codes that scripts rely on.
#pragma once

namespace primum::cli {

enum class ExitCode {
    fine = 0,        // Nothing at or over --fail-on.
    found = 1,       // Something is.
    usage = 2,       // Wrong command line, catalogue, store or network.
    incomplete = 3,  // The audit could not be completed; what it did see was reported.
    attacked = 4,    // vault backup: made, but what was backed up looks like after ransomware.
};

}  // namespace primum::cli
