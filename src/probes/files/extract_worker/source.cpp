#include "probes/files/extract_worker/source.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <utility>

#include "os/open_file.h"

namespace primum::probes::files {

Result<Source> Source::of_file(const os::Descriptor& file) {
    const auto status = TRY(os::status_of(file).or_error({"lire le fichier", "read the file"}));
    if (!S_ISREG(status.st_mode)) {
        return Error{ErrorKind::malformed, {"ce n'est pas un fichier", "it is not a file"}};
    }
    Source source{BytesView{}};
    source.file_ = &file;
    source.size_ = static_cast<std::uint64_t>(status.st_size);
    return source;
}

Source::Source(Source&& other) noexcept
    : memory_(other.memory_),
      file_(other.file_),
      mapped_(std::exchange(other.mapped_, false)),
      size_(other.size_),
      read_(std::move(other.read_)) {}

Source::~Source() {
    if (mapped_) ::munmap(const_cast<std::byte*>(memory_.data()), memory_.size());
}

BytesView Source::view() {
    if (file_ == nullptr || mapped_ || read_ || size_ == 0) return memory_;
    if (size_ <= read_bytes_max) return read();
    void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file(), 0);
    if (mapped == MAP_FAILED) return {};
    memory_ = {static_cast<const std::byte*>(mapped), size_};
    mapped_ = true;
    return memory_;
}

// A short file is sooner read than mapped, and may shrink meanwhile.
BytesView Source::read() {
    read_ = std::make_unique_for_overwrite<std::byte[]>(size_);  // NOLINT
    const auto count = os::read_at(*file_, 0, {read_.get(), size_});
    memory_ = {read_.get(), count ? *count : 0};
    return memory_;
}

}  // namespace primum::probes::files
