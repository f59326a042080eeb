// LockedSecret: 32 bytes for as long as somebody is signed in.
//
// Unlike Secret, which stands wherever its owner does, it has pages of its own: never swapped to a
// disk, left out of a core dump, with a guard on both sides (libsodium's sodium_malloc). Moving
// leaves an empty one behind.
#pragma once

#include <utility>

#include "crypto/secret.h"

namespace primum::crypto {

class LockedSecret {
public:
    LockedSecret() = default;  // Empty: there is nothing to know.
    explicit LockedSecret(const Secret32& secret);
    LockedSecret(LockedSecret&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}
    LockedSecret& operator=(LockedSecret&& other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~LockedSecret();
    LockedSecret(const LockedSecret&) = delete;             // As for Secret: duplicate().
    LockedSecret& operator=(const LockedSecret&) = delete;  // As above.

    bool is_empty() const { return bytes_ == nullptr; }
    std::span<const std::byte, 32> view() const;  // Requires that it is not empty.
    LockedSecret duplicate() const;

private:
    std::byte* bytes_ = nullptr;
};

}  // namespace primum::crypto
