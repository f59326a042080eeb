#include "probes/files/extract_worker/source.h"

#include <sys/mman.h>
#include <sys/stat.h>

namespace primum::probes::files {

Result<Source> Source::of_file(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return Error{ErrorKind::malformed, {"ce n'est pas un fichier", "it is not a file"}};
    }
    Source source{BytesView{}};
    source.file_ = file;
    source.size_ = static_cast<std::uint64_t>(status.st_size);
    return source;
}

Source::Source(Source&& other) noexcept
    : memory_(other.memory_), file_(other.file_), mapped_(other.mapped_), size_(other.size_) {
    other.mapped_ = false;
}

Source::~Source() {
    if (mapped_) ::munmap(const_cast<std::byte*>(memory_.data()), memory_.size());
}

BytesView Source::view() {
    if (file_ < 0 || mapped_ || size_ == 0) return memory_;
    void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
    if (mapped == MAP_FAILED) return {};
    memory_ = {static_cast<const std::byte*>(mapped), size_};
    mapped_ = true;
    return memory_;
}

}  // namespace primum::probes::files
