// The version of Primum; CMakeLists.txt reads it here.
#pragma once

#include <string_view>

namespace primum {

inline constexpr std::string_view version = "0.1.0";

}  // namespace primum
