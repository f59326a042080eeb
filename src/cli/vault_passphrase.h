// A reading key in a file under a passphrase: docs/design/vault-format.md §3.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace primum::cli {

// Whether a file says that it is one; it may be broken nevertheless.
bool is_sealed_key(std::string_view text);

// Asks for the passphrase on the terminal, or takes it from $PRIMUM_PASSPHRASE. ErrorKind::usage
// when it is wrong.
Result<crypto::Secret32> open_sealed_key(std::string_view text);

// Asks for a new passphrase, twice.
Result<std::string> seal_key(const crypto::Secret32& seed);

}  // namespace primum::cli
