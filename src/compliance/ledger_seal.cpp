#include "compliance/ledger_seal.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "crypto/random.h"

namespace primum::compliance {
namespace {

constexpr std::size_t nonce_bytes = crypto::Nonce::size_bytes_max;

crypto::SymmetricKey key_for(const accounts::LedgerKey& key, const Id16& id, std::string_view use) {
    return {crypto::Suite::xchacha20_poly1305, crypto::derive(key.view(), id, use)};
}

std::array<std::byte, 8> bytes_of(std::uint64_t sequence) {
    std::array<std::byte, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>(sequence >> (8 * i) & 0xffU);
    }
    return bytes;
}

}  // namespace

LedgerSeal::LedgerSeal(const accounts::LedgerKey& key, const Id16& id)
    : id_(id),
      heads_(key_for(key, id, "ledger heads")),
      values_(key_for(key, id, "ledger values")) {
    const auto proof = crypto::derive(key.view(), id, "ledger proof");
    std::copy_n(proof.view().begin(), key_proof_.size(), key_proof_.begin());
}

Bytes LedgerSeal::seal_head(std::uint64_t sequence, const Head& head) {
    return seal(heads_, sequence, encode_head(head));
}

Bytes LedgerSeal::seal_values(std::uint64_t sequence, const Values& values) {
    return seal(values_, sequence, encode_values(values));
}

Result<Head> LedgerSeal::open_head(std::uint64_t sequence, BytesView sealed) {
    return parse_head(TRY(open(heads_, sequence, sealed)));
}

Result<Values> LedgerSeal::open_values(std::uint64_t sequence, BytesView sealed) {
    return parse_values(TRY(open(values_, sequence, sealed)));
}

Bytes LedgerSeal::seal(crypto::SymmetricKey& key, std::uint64_t sequence, BytesView plain) {
    const auto nonce = crypto::random_bytes<nonce_bytes>();
    Bytes whole(nonce_bytes + plain.size() + crypto::tag_size_bytes);
    std::ranges::copy(nonce, whole.begin());
    key.seal(crypto::Nonce(BytesView(nonce)), bytes_of(sequence), plain,
             std::span(whole).subspan(nonce_bytes));
    return whole;
}

Result<Bytes> LedgerSeal::open(crypto::SymmetricKey& key, std::uint64_t sequence,
                               BytesView sealed) {
    if (sealed.size() < sealing_bytes) {
        return Error{ErrorKind::corrupt, {"le registre est abîmé", "the ledger is damaged"}};
    }
    return key.opened(crypto::Nonce(sealed.first(nonce_bytes)), bytes_of(sequence),
                      sealed.subspan(nonce_bytes));
}

}  // namespace primum::compliance
