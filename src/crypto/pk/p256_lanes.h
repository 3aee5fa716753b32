// Key agreement on P-256 for many callers at once, eight to a vector: see lanes.h.
// The results and the errors are those of ec.h, byte for byte.
#pragma once

#include <span>
#include <string_view>

#include "base/cpu.h"
#include "base/result.h"
#include "base/rng.h"
#include "crypto/pk/lanes.h"

namespace vitrine::crypto {

inline constexpr std::size_t kP256Len = 32;
inline constexpr std::size_t kP256PointLen = 65;

/// One agreement, as ec_agree does it: the peer's length, format, range and curve equation are
/// checked.  Errors, in `status`: bad_point, bad_private_key, bad_input_length (of shared).
struct P256Agreement {
    ByteView scalar;
    ByteView peer_point;
    MutByteView shared;
    Status status = done();
};

/// One fresh key pair, drawn from `rng` as ec_generate draws it: `scalar` 32 bytes, `point` 65.
/// Errors, in `status`: entropy_failure, bad_input_length.
struct P256KeyPair {
    Rng* rng = nullptr;
    MutByteView scalar;
    MutByteView point;
    Status status = done();
};

/// Secret: scalars, shared.  Public: peers' points, lengths.  Leaks: whether a scalar is in range.
void p256_agree_lanes(std::span<P256Agreement> requests);

/// Secret: scalars.  Leaks: nothing.
void p256_generate_lanes(std::span<P256KeyPair> requests);

/// A kernel: eight at once, on scalars in [1, n-1] and coordinates below p.
struct P256LanesImpl {
    std::string_view name;
    cpu::Features needs = cpu::kBaseline;
    /// Bit i of the result: the point of lane i is on the curve; else its result means nothing.
    std::uint8_t (*agree)(const LaneNumbers& scalars,
                          const LaneNumbers& x,
                          const LaneNumbers& y,
                          LaneNumbers& shared);
    void (*multiply_base)(const LaneNumbers& scalars, LaneNumbers& x, LaneNumbers& y);
};

/// The kernel that this processor can run now, or null: then the single-lane functions do the work.
const P256LanesImpl* p256_lanes_impl();

/// The kernel of p256_lanes_ifma.cpp; x86-64 only.
const P256LanesImpl* p256_lanes_ifma();

}  // namespace vitrine::crypto
