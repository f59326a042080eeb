#include "os/memory_file.h"

#include <sys/mman.h>

#include <cerrno>

#include "os/open_file.h"

namespace primum::os {

Result<Descriptor> memory_file(BytesView bytes) {
    const Sentence doing{"garder un fichier en mémoire", "keep a file in memory"};
    Descriptor file(::memfd_create("document", MFD_CLOEXEC));
    if (!file.is_open()) return system_error(errno, doing);
    TRY(write_at(file, 0, bytes).or_error(doing));
    return file;
}

}  // namespace primum::os
