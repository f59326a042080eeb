// The command line of the practice's accounts and obligations. With arguments.cpp, fix and vault,
// the only code that knows CLI11.
#pragma once

#include <functional>

#include "base/sentence.h"
#include "cli/office_arguments.h"

namespace CLI {
class App;
}

namespace primum::cli {

// Declares the commands under `app`. `arguments` is filled as the line is read and must outlive it;
// `chosen` is called when it is one of them.
void declare_office(CLI::App& app, Language language, OfficeArguments& arguments,
                    std::function<void()> chosen);

}  // namespace primum::cli
