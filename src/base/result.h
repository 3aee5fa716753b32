// How functions fail: a value or an `Error`, never an exception.
// `TLS_TRY` and `TLS_TRY_ASSIGN` return early, so the path of success stays at the left margin.
// Read next: base/error.h (what can go wrong, which alert it sends, which clause says so).
#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "base/error.h"

namespace vitrine {

/// The value of a function that has nothing to say but "done".
struct Unit {};

/// Either a `T` or an `Error`. Ask with `ok()` before taking the value.
template <class T>
class [[nodiscard]] Result {
  public:
    using Value = T;

    // NOLINTNEXTLINE(google-explicit-constructor): so that `return value;` reads as it should
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor): so that `return fail(...);` does
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return *std::get_if<0>(&state_); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return std::get_if<0>(&state_); }

    [[nodiscard]] const Error& error() const {
        assert(!ok());
        return *std::get_if<1>(&state_);
    }

  private:
    T& value() {
        assert(ok());
        return *std::get_if<0>(&state_);
    }

    std::variant<T, Error> state_;
};

using Status = Result<Unit>;

/// Success of a function whose value is `Unit`.
inline Status done() {
    return Unit{};
}

/// Makes the error to return. `offset` counts bytes from the start of the input that was read;
/// `field` is the standard's name of what stood there (static text, may be null).
inline Error fail(ErrorCode code,
                  std::size_t offset = Error::kNoOffset,
                  const char* field = nullptr) {
    return Error{code, offset, field};
}

}  // namespace vitrine

/// Evaluates a Result; on failure returns its error from the enclosing function.
#define TLS_TRY(expression)                                      \
    do {                                                         \
        auto tls_try_result = (expression);                      \
        if (!tls_try_result.ok()) return tls_try_result.error(); \
    } while (false)

#define TLS_TRY_JOIN_INNER(a, b) a##b
#define TLS_TRY_JOIN(a, b) TLS_TRY_JOIN_INNER(a, b)

/// `TLS_TRY_ASSIGN(auto x, f());` binds the value of f(), or returns its error.
#define TLS_TRY_ASSIGN(declaration, expression)                                                  \
    auto TLS_TRY_JOIN(tls_try_, __LINE__) = (expression);                                        \
    if (!TLS_TRY_JOIN(tls_try_, __LINE__).ok()) return TLS_TRY_JOIN(tls_try_, __LINE__).error(); \
    declaration = *std::move(TLS_TRY_JOIN(tls_try_, __LINE__))
