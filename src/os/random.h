// Randomness from the kernel, getrandom(2).
#pragma once

#include <cstdint>

namespace primum::os {

std::uint64_t random_number();

}  // namespace primum::os
