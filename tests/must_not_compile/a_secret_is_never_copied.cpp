#include "crypto/secret.h"

void copy(const primum::crypto::Secret32& secret) {
#ifdef MISTAKE
    const auto second = secret;
#else
    const auto second = secret.duplicate();  // A copy is asked for by name.
#endif
    (void)second.view();
}
