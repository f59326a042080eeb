#include "os/descriptor.h"

#include <unistd.h>

namespace primum::os {

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

}  // namespace primum::os
