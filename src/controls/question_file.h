// Reading the questions and the frameworks of the catalogue: pure functions over hostile text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "controls/control.h"
#include "controls/framework.h"
#include "controls/question.h"

namespace primum::controls {

// Nothing, and a problem, when the text is not a group of questions at all. What is wrong inside is
// noted and left out.
std::optional<QuestionGroup> parse_question_file(std::string_view text,
                                                 const std::filesystem::path& file,
                                                 std::vector<Problem>& problems);

std::optional<Framework> parse_framework_file(std::string_view text,
                                              const std::filesystem::path& file,
                                              std::vector<Problem>& problems);

}  // namespace primum::controls
