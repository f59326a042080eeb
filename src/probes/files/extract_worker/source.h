// Source: the bytes that a worker reads.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "os/descriptor.h"

namespace primum::probes::files {

// The bytes of the file itself or of something found in it.
class Source {
public:
    explicit Source(BytesView memory) : memory_(memory), size_(memory.size()) {}
    // The open file is borrowed.
    static Result<Source> of_file(const os::Descriptor& file);
    Source(const Source&) = delete;
    Source(Source&& other) noexcept;
    Source& operator=(Source&&) = delete;
    ~Source();

    int file() const {
        return file_ != nullptr ? file_->number() : -1;
    }  // -1 when it is in memory.
    std::uint64_t size() const { return size_; }
    // All of it; a file is read or mapped at the first call. Empty when it cannot be.
    BytesView view();

private:
    static constexpr std::uint64_t read_bytes_max = 1_MiB;
    BytesView read();

    BytesView memory_;
    const os::Descriptor* file_ = nullptr;
    bool mapped_ = false;
    std::uint64_t size_ = 0;
    std::unique_ptr<std::byte[]> read_;  // NOLINT(modernize-avoid-c-arrays)
};

}  // namespace primum::probes::files
