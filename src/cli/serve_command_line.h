#pragma once

#include <functional>

#include "base/sentence.h"
#include "cli/serve_arguments.h"

namespace CLI {
class App;
}

namespace primum::cli {

// Declares `primum serve` and calls `chosen` when it is the command.
void declare_serve(CLI::App& app, Language language, ServeArguments& arguments,
                   std::function<void()> chosen);

}  // namespace primum::cli
