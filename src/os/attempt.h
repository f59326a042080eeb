// Attempt: what the kernel gave, or the number by which it refused (errno).
//
// For who must tell refusals apart ("it is there already") or keep the number; everybody else makes
// a Result of it at once: `auto names = TRY(folder.names().or_error(doing));`.
#pragma once

#include <cerrno>
#include <optional>
#include <utility>
#include <variant>

#include "base/result.h"
#include "os/system_error.h"

namespace primum::os {

struct Refusal {
    int number = 0;
};

template <class T = void>
class [[nodiscard]] Attempt {
public:
    // Implicit, as those of Result.
    // NOLINTBEGIN(google-explicit-constructor)
    Attempt(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Attempt(Refusal refusal) : state_(std::in_place_index<1>, refusal) {}
    // NOLINTEND(google-explicit-constructor)

    explicit operator bool() const { return state_.index() == 0; }
    int refusal() const { return *this ? 0 : std::get<1>(state_).number; }

    T& operator*() { return std::get<0>(state_); }
    const T& operator*() const { return std::get<0>(state_); }
    T* operator->() { return &**this; }
    const T* operator->() const { return &**this; }

    Result<T> or_error(const Sentence& doing) && {
        if (!*this) return system_error(refusal(), doing);
        return std::move(**this);
    }

private:
    std::variant<T, Refusal> state_;
};

template <>
class [[nodiscard]] Attempt<void> {
public:
    Attempt() = default;
    // NOLINTNEXTLINE(google-explicit-constructor)
    Attempt(Refusal refusal) : number_(refusal.number) {}

    explicit operator bool() const { return number_ == 0; }
    int refusal() const { return number_; }

    Result<> or_error(const Sentence& doing) const {
        if (!*this) return system_error(number_, doing);
        return {};
    }

private:
    int number_ = 0;
};

// Of a call that answers 0, or -1 and errno.
inline Attempt<> done_or_refused(int outcome) {
    return outcome == 0 ? Attempt<>() : Refusal{errno};
}

}  // namespace primum::os
