#include "os/clock.h"

#include <sys/timex.h>

namespace primum::os {

bool clock_is_synchronised() {
    timex question{};
    return ::adjtimex(&question) != TIME_ERROR;
}

}  // namespace primum::os
