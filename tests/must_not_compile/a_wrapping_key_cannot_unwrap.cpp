#include "crypto/wrap.h"

using namespace primum;
using namespace primum::crypto;

// What a sealing key has of a person is a WrappingKey.
#ifdef MISTAKE
using HeldKey = WrappingKey;
#else
using HeldKey = UnwrappingKey;
#endif

Result<Secret32> open(const HeldKey& key, const WrappedKey& wrapped, const X25519Public& seen,
                      const Hash& salt) {
    return key.unwrap(wrapped, seen, salt);
}
