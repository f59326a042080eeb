#include "controls/question.h"

#include <algorithm>

namespace primum::controls {

const Option* Question::find_option(std::string_view option_id) const {
    const auto found = std::ranges::find(options, option_id, &Option::id);
    return found == options.end() ? nullptr : &*found;
}

std::string probe_of_question(std::string_view question) {
    return "questions." + std::string(question);
}

}  // namespace primum::controls
