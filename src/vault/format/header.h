// The beginning of every object, and the signature that some end with: docs/design/vault-format.md.
#pragma once

#include "crypto/aead.h"
#include "crypto/sign.h"
#include "vault/format/encoding.h"

namespace primum::vault {

constexpr std::uint16_t format_version = 1;
constexpr std::uint8_t readers_max = 32;
constexpr std::size_t host_size_bytes_max = 255;
constexpr std::size_t label_size_bytes_max = 255;

// Eight bytes that say what the object is.
namespace magic {
constexpr std::string_view config = "PRIMCONF";
constexpr std::string_view computer = "PRIMCOMP";
constexpr std::string_view reader = "PRIMREAD";
constexpr std::string_view pack = "PRIMPACK";
constexpr std::string_view index = "PRIMINDX";
constexpr std::string_view snapshot = "PRIMSNAP";
constexpr std::string_view record = "PRIMRECD";
constexpr std::string_view sealing_key = "PRIMSEAL";
}  // namespace magic

void write_header(Writer& writer, std::string_view magic, crypto::Suite suite);

// Fails with ErrorKind::malformed on another kind of object, and says so when its version is newer
// than this program.
Result<crypto::Suite> read_header(Parser& parser, std::string_view magic);
// As above, for objects that are sealed: the suite is one that opens.
Result<crypto::Suite> read_sealed_header(Parser& parser, std::string_view magic);

// Over all bytes before it, with the prefix that keeps our signatures apart from all others.
crypto::Signature sign_object(const crypto::SigningKey& key, BytesView before);
Result<> check_object(const crypto::CheckingKey& key, BytesView before,
                      const crypto::Signature& signature);

}  // namespace primum::vault
