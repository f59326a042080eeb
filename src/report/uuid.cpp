#include "report/uuid.h"

#include <array>
#include <cstdint>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/check.h"

namespace primum::report {
namespace {

// Drawn once: 7b1f9a52-6c0d-4e0b-9a83-2d3a1f6c5e90.
constexpr std::array<unsigned char, 16> name_space{0x7B, 0x1F, 0x9A, 0x52, 0x6C, 0x0D, 0x4E, 0x0B,
                                                   0x9A, 0x83, 0x2D, 0x3A, 0x1F, 0x6C, 0x5E, 0x90};

}  // namespace

std::string uuid_of(std::string_view name) {
    std::string input(name_space.begin(), name_space.end());
    input += name;
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    CHECK(EVP_Digest(input.data(), input.size(), hash.data(), &length, EVP_sha1(), nullptr) == 1);
    hash[6] = static_cast<unsigned char>((hash[6] & 0x0FU) | 0x50U);
    hash[8] = static_cast<unsigned char>((hash[8] & 0x3FU) | 0x80U);
    std::string text;
    for (std::size_t i = 0; i < 16; ++i) {
        const bool starts_group = i == 4 || i == 6 || i == 8 || i == 10;
        text += fmt::format("{}{:02x}", starts_group ? "-" : "", hash.at(i));
    }
    return text;
}

}  // namespace primum::report
