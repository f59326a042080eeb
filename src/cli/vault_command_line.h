// The vault's part of the command line. Together with arguments.cpp, the only code that knows
// CLI11.
#pragma once

#include <functional>

#include "base/sentence.h"
#include "cli/vault_arguments.h"

namespace CLI {
class App;
}

namespace primum::cli {

// Declares `vault` and its verbs under `app`. `arguments` is filled as the line is read and must
// outlive it; `chosen` is called when it is a command of the vault.
void declare_vault(CLI::App& app, Language language, VaultArguments& arguments,
                   const std::function<void()>& chosen);

}  // namespace primum::cli
