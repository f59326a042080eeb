// One-time codes of a telephone's authenticator: TOTP, RFC 6238, with HMAC-SHA-1, six digits and
// thirty seconds, the only variant that every such application knows.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::crypto {

constexpr std::chrono::seconds one_time_code_period{30};

// The code of the `step`-th period since 1970: six digits.
std::string one_time_code(BytesView secret, std::uint64_t step);

// As authenticators take a secret: RFC 4648 base 32, without padding.
std::string base32_of(BytesView bytes);

// Takes as long whatever differs. Texts of another length differ at once.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace primum::crypto
