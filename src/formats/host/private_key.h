// Whether a private key file, as SSH keeps them, can be used by whoever copies it.
//
// OpenSSH's own format ("openssh-key-v1", PROTOCOL.key), PEM (RFC 1421, RFC 5958) and PuTTY's. Only
// headers are read, never the key.
#pragma once

#include <string_view>

namespace primum::formats {

enum class KeyProtection { not_a_private_key, passphrase, none };

KeyProtection private_key_protection(std::string_view file);

}  // namespace primum::formats
