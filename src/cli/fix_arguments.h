// What `primum fix` was asked for.
#pragma once

#include <string>
#include <vector>

#include "cli/progress_form.h"

namespace primum::cli {

struct FixArguments {
    std::vector<std::string> words;  // As typed: [undo | look] ID [SUBJECT].
    std::string id;          // A control; empty: the list. For undo: a control, or a fix's number.
    std::string subject;     // Empty: all of them.
    std::string root = "/";  // Where the files of this computer are.
    std::string container;   // "gocryptfs" or "luks"; empty: the usual one.
    bool undo = false;
    bool look = false;  // Only look again.
    bool dry_run = false;
    ProgressForm progress = ProgressForm::one_line;
    bool yes = false;
};

}  // namespace primum::cli
