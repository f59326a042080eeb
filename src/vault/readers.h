// Readers: one who reads lets another read too.
#pragma once

#include "vault/repository.h"

namespace primum::vault {

// Publishes that `added` is a reader from now on, by the word of `adder`: it can read all that
// adder can, and computers seal to it from their next backup on. ErrorKind::usage when it is a
// reader already.
Result<> add_reader(const Repository& repository, const ReadingKey& adder, const ReadingKey& added,
                    const std::string& label, Time now);

}  // namespace primum::vault
