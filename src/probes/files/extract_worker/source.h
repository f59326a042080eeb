// Source: the bytes that a worker reads.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::probes::files {

// The bytes of the file itself or of something found in it.
class Source {
public:
    explicit Source(BytesView memory) : memory_(memory), size_(memory.size()) {}
    // The open file is borrowed.
    static Result<Source> of_file(int file);
    Source(const Source&) = delete;
    Source(Source&& other) noexcept;
    Source& operator=(Source&&) = delete;
    ~Source();

    int file() const { return file_; }  // -1 when it is in memory.
    std::uint64_t size() const { return size_; }
    // All of it; a file is mapped at the first call. Empty when it cannot be.
    BytesView view();

private:
    BytesView memory_;
    int file_ = -1;
    bool mapped_ = false;
    std::uint64_t size_ = 0;
};

}  // namespace primum::probes::files
