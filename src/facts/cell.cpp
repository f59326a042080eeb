#include "facts/cell.h"

namespace primum::facts {

std::string text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return {};
}

std::optional<std::string> text_or_nothing(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? std::optional(*text) : std::nullopt;
}

std::int64_t number_of(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? *number : 0;
}

std::optional<bool> flag_of(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? std::optional(*number != 0) : std::nullopt;
}

}  // namespace primum::facts
