// Pages: memory straight from the kernel, given back when it is freed, so that a large buffer does
// not stay in the process for ever. Only the pages that were written count.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace primum::os {

class Pages {
public:
    explicit Pages(std::size_t size_bytes);  // Stops the process when there is no memory.
    Pages(Pages&& other) noexcept
        : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    Pages& operator=(Pages&& other) noexcept {
        std::swap(begin_, other.begin_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Pages();

    std::span<std::byte> bytes() { return {begin_, size_}; }
    std::span<const std::byte> bytes() const { return {begin_, size_}; }

private:
    std::byte* begin_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace primum::os
