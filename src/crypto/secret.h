// Secret: bytes that nobody else may see. They wipe themselves, and cannot be copied, compared or
// printed.
//
// Moving leaves zeros behind. Whoever asks for view() answers for what becomes of it.
#pragma once

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/check.h"

namespace primum::crypto {

template <std::size_t length>
class Secret {
public:
    static constexpr std::size_t size_bytes = length;

    Secret() = default;
    explicit Secret(std::span<const std::byte, length> bytes) {
        std::ranges::copy(bytes, bytes_.begin());
    }
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }
    Secret(const Secret&) = delete;             // A second copy is asked for by name: duplicate().
    Secret& operator=(const Secret&) = delete;  // As above.

    std::span<const std::byte, length> view() const { return bytes_; }
    std::span<std::byte, length> writable() { return bytes_; }
    Secret duplicate() const { return Secret(view()); }

private:
    void wipe() { sodium_memzero(bytes_.data(), bytes_.size()); }

    std::array<std::byte, length> bytes_{};
};

using Secret32 = Secret<32>;

}  // namespace primum::crypto
