// Result<T>: a value or an Error; never both, and never ignored.
//
// Members are named as in std::expected, which C++20 lacks, so that this file can shrink to an
// alias the day the toolchain has it. Unlike libstdc++ 12's, this one may not be dropped:
// [[nodiscard]].
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/sentence.h"

namespace primum {

// What a caller can do about a failure. An audit turns every kind but not_found into "unknown":
// what could not be seen is never reported as absent.
enum class ErrorKind {
    not_found,    // Looked, and it is not there.
    denied,       // It may be there; we are not allowed to look.
    unreachable,  // Nobody answered within the deadline.
    malformed,    // Bytes from outside broke their format.
    corrupt,      // Bytes of ours failed authentication.
    io,           // The disk or the kernel said no.
    usage,        // The person in front of the screen asked for something that cannot be.
    stopped,      // The person asked us to stop (Ctrl-C).
};

struct Error {
    ErrorKind kind;
    Sentence message;  // For a person: what was being done to what. No secret, no patient data.
};

template <class T = void>
class [[nodiscard]] Result {
public:
    // Implicit, so that `return value;` and `return Error{...};` read as what they are.
    // NOLINTBEGIN(google-explicit-constructor)
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    // NOLINTEND(google-explicit-constructor)

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    // Asking for the alternative that is not there is a bug, and stops the process.
    const T& value() const& { return get<0>(state_); }
    T& value() & { return get<0>(state_); }
    T value() && { return std::move(get<0>(state_)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const& { return get<1>(state_); }
    Error error() && { return std::move(get<1>(state_)); }

    // Prefixes the message with what the caller was doing: "read ARP table: permission denied".
    Result context(const Sentence& doing) && {
        if (!has_value()) get<1>(state_).message = join(doing, get<1>(state_).message);
        return std::move(*this);
    }

private:
    template <std::size_t index, class State>
    static auto& get(State& state) {
        CHECK(state.index() == index);
        return *std::get_if<index>(&state);
    }

    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const { return !error_; }
    explicit operator bool() const { return has_value(); }
    void value() const { CHECK(has_value()); }
    const Error& error() const& {
        CHECK(error_);
        return *error_;
    }
    Error error() && {
        CHECK(error_);
        return std::move(*error_);
    }

    Result context(const Sentence& doing) && {
        if (error_) error_->message = join(doing, error_->message);
        return std::move(*this);
    }

private:
    std::optional<Error> error_;
};

}  // namespace primum

// Evaluates to the value of a Result, or returns its Error from the enclosing function.
// Relies on statement expressions, which GCC and Clang both have.
#define TRY(expression) PRIMUM_TRY(PRIMUM_JOIN(try_result_, __COUNTER__), expression)
#define PRIMUM_TRY(result, expression)        \
    __extension__({                           \
        auto&& result = (expression);         \
        if (!result) [[unlikely]]             \
            return std::move(result).error(); \
        std::move(result).value();            \
    })
#define PRIMUM_JOIN(a, b) PRIMUM_JOIN_EXPANDED(a, b)
#define PRIMUM_JOIN_EXPANDED(a, b) a##b
