// Assignments: who takes care of what a control finds, in a small file of the practice's home.
//
// No control reads it, so it is no fact. Written whole and renamed. Thread-safe between processes.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "web/known.h"

namespace primum::cli {

using Assignments = std::map<std::string, web::Assignment>;  // By control.

// An absent file has none. ErrorKind::corrupt when it is not ours.
Result<Assignments> read_assignments(const std::filesystem::path& file);

// The control's new one takes the place of the former; to nobody: there is none any more.
Result<> keep_assignment(const std::filesystem::path& file, const web::Assignment& assignment);

}  // namespace primum::cli
