#include "os/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "os/system_error.h"

namespace primum::os {

Result<Descriptor> memory_file(BytesView bytes) {
    const Sentence doing{"garder un fichier en mémoire", "keep a file in memory"};
    Descriptor file(::memfd_create("document", MFD_CLOEXEC));
    if (!file.is_open()) return system_error(errno, doing);
    std::size_t written = 0;
    while (written < bytes.size()) {
        const auto count = ::pwrite(file.number(), bytes.data() + written, bytes.size() - written,
                                    static_cast<off_t>(written));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, doing);
        written += static_cast<std::size_t>(count);
    }
    return file;
}

}  // namespace primum::os
