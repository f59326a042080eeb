// WipedText: a password in memory. It cannot be copied, compared or printed by mistake, and its
// bytes are wiped when it ends.
#pragma once

#include <string.h>

#include <string>
#include <string_view>

namespace primum::passwords {

class WipedText {
public:
    WipedText() { text_.reserve(capacity_bytes); }
    ~WipedText() { wipe(); }
    WipedText(const WipedText&) = delete;
    WipedText& operator=(const WipedText&) = delete;
    WipedText(WipedText&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    WipedText& operator=(WipedText&& other) noexcept {
        wipe();
        text_ = std::move(other.text_);
        other.wipe();
        return *this;
    }

    // False, and nothing changes, when it is full: growing would leave a copy behind.
    bool append(char character) {
        if (text_.size() >= capacity_bytes) return false;
        text_.push_back(character);
        return true;
    }
    // Takes back a whole character, of several bytes in UTF-8.
    void take_back() {
        while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0U) == 0x80U) {
            text_.pop_back();
        }
        if (!text_.empty()) text_.pop_back();
    }
    bool empty() const { return text_.empty(); }
    std::string_view view() const { return text_; }  // Valid while this object is unchanged.

private:
    static constexpr std::size_t capacity_bytes = 1024;

    void wipe() {
        ::explicit_bzero(text_.data(), text_.capacity());
        text_.clear();
    }

    std::string text_;
};

}  // namespace primum::passwords
