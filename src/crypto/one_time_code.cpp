#include "crypto/one_time_code.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "base/check.h"
#include "crypto/raw.h"

namespace primum::crypto {

std::string one_time_code(BytesView secret, std::uint64_t step) {
    std::array<unsigned char, 8> message{};
    for (std::size_t i = 0; i < message.size(); ++i) {
        message[i] = static_cast<unsigned char>(step >> (8 * (message.size() - 1 - i)));
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                            message.data(), message.size(), digest.data(), &length);
    CHECK(made != nullptr && length == 20);
    // RFC 4226 §5.3, dynamic truncation.
    const std::size_t offset = digest[19] & 15U;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8U | digest.at(offset + i);
    number &= 0x7fffffffU;
    return fmt::format("{:06}", number % 1'000'000);
}

std::string base32_of(BytesView bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    unsigned held_bits = 0;
    for (const auto byte : bytes) {
        held = held << 8U | std::to_integer<std::uint32_t>(byte);
        held_bits += 8;
        for (; held_bits >= 5; held_bits -= 5) text += letters[held >> (held_bits - 5) & 31U];
    }
    if (held_bits > 0) text += letters[held << (5 - held_bits) & 31U];
    return text;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace primum::crypto
