#include "os/random.h"

#include <sys/random.h>

#include "base/check.h"

namespace primum::os {

std::uint64_t random_number() {
    std::uint64_t number = 0;
    CHECK(::getrandom(&number, sizeof number, 0) == sizeof number);
    return number;
}

}  // namespace primum::os
