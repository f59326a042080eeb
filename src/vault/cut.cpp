#include "vault/cut.h"

#include <algorithm>

#include "base/check.h"
#include "vault/format/encoding.h"

namespace primum::vault {
namespace {

constexpr std::uint64_t prime = (std::uint64_t{1} << 61) - 1;
constexpr std::size_t lanes = 4;
constexpr std::size_t lane_positions = 256;  // The values of all lanes stay in the first cache.

__extension__ using Wide = unsigned __int128;

// Values stay below 2^62 between steps; only canonical() makes them unique.
std::uint64_t multiply(std::uint64_t left, std::uint64_t right) {
    const auto product = static_cast<Wide>(left) * right;
    return (static_cast<std::uint64_t>(product) & prime) +
           static_cast<std::uint64_t>(product >> 61);
}

std::uint64_t fold(std::uint64_t value) { return (value & prime) + (value >> 61); }

std::uint64_t canonical(std::uint64_t value) {
    value = fold(value);
    return value >= prime ? value - prime : value;
}

std::uint64_t value_of(std::byte byte) { return std::to_integer<std::uint64_t>(byte); }

// One lane walks over its own stretch of positions; four at a time hide each other's latency.
struct Lane {
    const std::byte* arriving;
    std::uint64_t hash;
};

}  // namespace

CutHash::CutHash(const crypto::Secret32& cut_key)
    : multiplier_(0), leaving_{}, cipher_(cut_key.view().last<16>()) {
    const auto first = cut_key.view().first<8>();
    for (std::size_t i = 0; i < first.size(); ++i) multiplier_ |= value_of(first[i]) << (8 * i);
    multiplier_ = canonical(multiplier_);
    std::uint64_t power = 1;
    for (std::size_t i = 0; i < cut_window_bytes; ++i) {
        power = canonical(multiply(power, multiplier_));
    }
    for (std::uint64_t byte = 0; byte < leaving_.size(); ++byte) {
        leaving_[byte] = prime - canonical(multiply(power, byte));  // Added, so that none is taken.
    }
}

std::uint64_t CutHash::of_window(BytesView window) const {
    CHECK(window.size() >= cut_window_bytes);
    std::uint64_t hash = 0;
    for (const auto byte : window.last(cut_window_bytes)) {
        hash = fold(multiply(hash, multiplier_) + value_of(byte));
    }
    return canonical(hash);
}

std::size_t CutHash::first_chunk(BytesView content, const CutLimits& limits) const {
    const auto end = std::min(content.size(), limits.size_bytes_max);
    if (end <= limits.size_bytes_min) return end;
    const auto step = [this](std::uint64_t hash, const std::byte* arriving) {
        const auto left = value_of(*(arriving - cut_window_bytes));
        return fold(multiply(hash, multiplier_) + leaving_[left] + value_of(*arriving));
    };
    std::array<std::uint64_t, lanes * lane_positions> values;

    // The first position where a cut is allowed is that of the byte that makes the minimum.
    auto position = limits.size_bytes_min - 1;
    while (position + values.size() <= end) {
        std::array<Lane, lanes> lane;
        for (std::size_t i = 0; i < lanes; ++i) {
            const auto begin = position + i * lane_positions;
            lane[i] = {content.data() + begin, of_window(content.first(begin))};
        }
        for (std::size_t i = 0; i < lane_positions; ++i) {
            for (std::size_t j = 0; j < lanes; ++j) {
                lane[j].hash = step(lane[j].hash, lane[j].arriving++);
                values[j * lane_positions + i] = canonical(lane[j].hash);
            }
        }
        if (const auto won = cipher_.first_below(values, limits.threshold)) {
            return position + *won + 1;
        }
        position += values.size();
    }
    auto hash = of_window(content.first(position));
    const auto rest = std::span(values).first(end - position);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        hash = step(hash, content.data() + position + i);
        rest[i] = canonical(hash);
    }
    if (const auto won = cipher_.first_below(rest, limits.threshold)) return position + *won + 1;
    return end;
}

}  // namespace primum::vault
