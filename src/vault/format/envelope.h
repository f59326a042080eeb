// Envelope and box: a key wrapped to readers, and bytes sealed under such a key.
// docs/design/vault-format.md §3. The parsers are pure; views point into the bytes given.
#pragma once

#include <vector>

#include "crypto/wrap.h"
#include "vault/format/header.h"
#include "vault/reading_key.h"

namespace primum::vault {

struct Envelope {
    struct Entry {
        Id16 reader;
        crypto::WrappedKey wrapped;
    };
    crypto::X25519Public ephemeral{};
    std::vector<Entry> entries;

    const crypto::WrappedKey* find(const Id16& reader) const;
};

// Somebody to seal to.
struct Recipient {
    ReaderPublic reader;
    crypto::WrappingKey wrapping;

    Recipient duplicate() const {
        return {reader, {wrapping.public_key, wrapping.preshared.duplicate()}};
    }
};
using Recipients = std::span<const Recipient>;

// `ephemeral` is made for this envelope and forgotten.
Result<Envelope> wrap_to_all(const crypto::Secret32& key, const crypto::Secret32& ephemeral,
                             const Hash& salt, Recipients recipients);
void write_envelope(Writer& writer, const Envelope& envelope);
Result<Envelope> read_envelope(Parser& parser);

// What is random in a box; a test may choose it.
struct BoxRandomness {
    crypto::Secret32 key;
    crypto::Secret32 ephemeral;
    Hash salt;

    static BoxRandomness fresh();
};

// Appends a box of `plain`; all that `writer` holds before is bound to it.
Result<> append_box(Writer& writer, crypto::Suite suite, Recipients recipients, BytesView plain,
                    BoxRandomness randomness = BoxRandomness::fresh());

struct Box {
    Hash salt{};
    Envelope envelope;
    BytesView additional;
    BytesView sealed;
};
Result<Box> read_box(Parser& parser);
Result<Bytes> open_box(const Box& box, crypto::Suite suite, const ReadingKey& key);

}  // namespace primum::vault
