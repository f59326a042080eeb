// The command line of `primum fix`. Together with arguments.cpp, the only code that knows CLI11.
#pragma once

#include <functional>

#include "base/sentence.h"
#include "cli/fix_arguments.h"

namespace CLI {
class App;
}

namespace primum::cli {

// Declares `fix` under `app`. `arguments` is filled as the line is read and must outlive it;
// `chosen` is called when it is this command.
void declare_fix(CLI::App& app, Language language, FixArguments& arguments,
                 std::function<void()> chosen);

}  // namespace primum::cli
