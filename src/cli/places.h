// Places: where Primum keeps its state and finds its catalogue.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/sentence.h"

namespace primum::cli {

// $PRIMUM_HOME, else /var/lib/primum for root, else $XDG_DATA_HOME/primum or ~/.local/share/primum.
Result<std::filesystem::path> home_directory();

// `wanted` when given, else the catalogue installed beside the program, else that of the source
// tree it was built in.
Result<std::filesystem::path> catalogue_directory(const std::string& wanted);

// `wanted` ("fr" or "en") when given, else the locale's, else French.
Language choose_language(const std::string& wanted);

}  // namespace primum::cli
