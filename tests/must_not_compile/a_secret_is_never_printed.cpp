#include "base/sentence.h"
#include "crypto/secret.h"

std::string print(const primum::crypto::Secret32& secret) {
#ifdef MISTAKE
    return fmt::format("{}", secret);
#else
    return fmt::format("{}", secret.view().size());
#endif
}
