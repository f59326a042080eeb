// Opens one file with the library of its kind, completely enough that a broken one is noticed.
#pragma once

#include <filesystem>
#include <string>

namespace primum::drill {

// "opened KIND", "whole" when there is nothing to open it with, or "broken: WHY".
std::string open_file(const std::filesystem::path& path);

}  // namespace primum::drill
