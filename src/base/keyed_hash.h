// KeyedHash: tells values apart and counts them without keeping them.
//
// SipHash-2-4 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", 2012). Without the key, a
// hash says nothing of its value, and values cannot be tried: persons are counted this way.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace primum {

using HashKey = std::array<std::uint64_t, 2>;

std::uint64_t keyed_hash(const HashKey& key, std::string_view text);

}  // namespace primum
