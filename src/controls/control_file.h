// The catalogue's files, parsed: pure functions over text that may be hostile.
//
// Each notes everything that is wrong in `problems`; what it returns is then as complete as the
// file allows, and nothing when the file is no map at all. SQL is not looked at here.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "controls/control.h"

namespace primum::controls {

std::optional<Control> parse_control_file(std::string_view text, const std::filesystem::path& file,
                                          std::vector<Problem>& problems);

// One reference, or a list of them.
std::vector<Reference> parse_reference_file(std::string_view text,
                                            const std::filesystem::path& file,
                                            std::vector<Problem>& problems);

std::optional<LeadingNumber> parse_exposed_file(std::string_view text,
                                                const std::filesystem::path& file,
                                                std::vector<Problem>& problems);

}  // namespace primum::controls
