#include "os/pages.h"

#include <sys/mman.h>

#include "base/check.h"

namespace primum::os {

Pages::Pages(std::size_t size_bytes) : size_(size_bytes) {
    auto* mapped =
        ::mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(mapped != MAP_FAILED);
    begin_ = static_cast<std::byte*>(mapped);
}

Pages::~Pages() {
    if (begin_ != nullptr) ::munmap(begin_, size_);
}

}  // namespace primum::os
