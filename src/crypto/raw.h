// Bytes as the C libraries want them. For this room only.
#pragma once

#include "base/bytes.h"

namespace primum::crypto {

inline const unsigned char* raw(BytesView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* writable(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace primum::crypto
