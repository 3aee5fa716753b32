// Constant-time building blocks: decisions on secrets are masks, never branches.
// A `Mask` is all ones or all zeros, has no conversion to bool, and hides its value from the
// optimizer
// (`barrier`), since compilers have turned mask arithmetic back into branches.
// The contract words Secret / Public / Leaks are explained in docs/crypto.md.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::ct {

/// Returns `value`, after the optimizer has lost sight of where it came from.
template <class T>
inline T barrier(T value) {
    asm volatile("" : "+r"(value));
    return value;
}

/// All ones (true) or all zeros (false); 64 bits wide, narrowed where it is applied.
class Mask {
  public:
    static Mask all() { return Mask{~std::uint64_t{0}}; }
    static Mask none() { return Mask{0}; }
    /// From a bit that is 0 or 1.
    static Mask from_bit(std::uint64_t bit) { return Mask{std::uint64_t{0} - bit}; }

    friend Mask operator&(Mask a, Mask b) { return Mask{a.bits_ & b.bits_}; }
    friend Mask operator|(Mask a, Mask b) { return Mask{a.bits_ | b.bits_}; }
    friend Mask operator^(Mask a, Mask b) { return Mask{a.bits_ ^ b.bits_}; }
    Mask operator~() const { return Mask{~bits_}; }

    [[nodiscard]] std::uint8_t u8() const { return static_cast<std::uint8_t>(barrier(bits_)); }
    [[nodiscard]] std::uint32_t u32() const { return static_cast<std::uint32_t>(barrier(bits_)); }
    [[nodiscard]] std::uint64_t u64() const { return barrier(bits_); }

  private:
    explicit Mask(std::uint64_t bits) : bits_(barrier(bits)) {}
    std::uint64_t bits_;
};

inline Mask is_zero(std::uint64_t x) {
    return Mask::from_bit(((x | (0 - x)) >> 63) ^ 1);
}
inline Mask is_nonzero(std::uint64_t x) {
    return Mask::from_bit((x | (0 - x)) >> 63);
}
inline Mask eq(std::uint64_t a, std::uint64_t b) {
    return is_zero(a ^ b);
}
inline Mask lt(std::uint64_t a, std::uint64_t b) {
    return Mask::from_bit((a ^ ((a ^ b) | ((a - b) ^ b))) >> 63);
}
inline Mask gt(std::uint64_t a, std::uint64_t b) {
    return lt(b, a);
}
inline Mask le(std::uint64_t a, std::uint64_t b) {
    return ~lt(b, a);
}
inline Mask ge(std::uint64_t a, std::uint64_t b) {
    return ~lt(a, b);
}

/// `mask ? yes : no` without a branch.
inline std::uint8_t select(Mask mask, std::uint8_t yes, std::uint8_t no) {
    return static_cast<std::uint8_t>(no ^ (mask.u8() & (yes ^ no)));
}
inline std::uint32_t select(Mask mask, std::uint32_t yes, std::uint32_t no) {
    return no ^ (mask.u32() & (yes ^ no));
}
inline std::uint64_t select(Mask mask, std::uint64_t yes, std::uint64_t no) {
    return no ^ (mask.u64() & (yes ^ no));
}

/// `to[i] = mask ? from[i] : to[i]`; both of equal length (public).
inline void assign(Mask mask, ByteView from, MutByteView to) {
    const std::uint8_t yes = mask.u8();
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = static_cast<std::uint8_t>(to[i] ^ (yes & (from[i] ^ to[i])));
}

/// Compares two byte strings of equal length.
/// Secret: the contents of `a` and `b`.  Public: their length.  Leaks: nothing.
inline Mask equal(ByteView a, ByteView b) {
    std::uint32_t diff = 0;
    for (std::size_t i = 0; i < a.size(); ++i) diff |= std::uint32_t{a[i]} ^ b[i];
    return is_zero(diff);
}

/// Tells a constant-time checker (Valgrind, MemorySanitizer) that these bytes are secret / public
/// again. No effect outside the constant-time builds.
void poison(const void* data, std::size_t size);
void unpoison(const void* data, std::size_t size);

/// The single way from a Mask to a bool. `why` says, for the reader and for docs, why this may be
/// known.
inline bool declassify(Mask mask, [[maybe_unused]] const char* why) {
    std::uint64_t bits = mask.u64();
#ifdef VITRINE_CT
    unpoison(&bits, sizeof bits);
#endif
    return bits != 0;
}

}  // namespace vitrine::ct
