// Key files: a reading key under a passphrase, as text. docs/design/vault-format.md §3.
#pragma once

#include <string>
#include <string_view>

#include "crypto/passphrase.h"
#include "crypto/sealed_secret.h"
#include "vault/format/encoding.h"

namespace primum::vault {

bool is_key_file(std::string_view text);

std::string write_key_file(const crypto::Secret32& seed, std::string_view passphrase,
                           const crypto::PassphraseCost& cost = {});

// ErrorKind::usage when the passphrase is wrong.
Result<crypto::Secret32> open_key_file(std::string_view text, std::string_view passphrase);

// What a key file says, taken apart; nothing is verified yet.
struct KeyFile {
    crypto::PassphraseSalt salt{};
    crypto::PassphraseCost cost;
    crypto::SealedSecret sealed{};
};
Result<KeyFile> parse_key_file(std::string_view text);

}  // namespace primum::vault
