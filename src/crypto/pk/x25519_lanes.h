// X25519 (RFC 7748 §5) for many callers at once, eight to a vector: see lanes.h.
// The results are those of x25519.h, byte for byte.
#pragma once

#include <span>
#include <string_view>

#include "base/cpu.h"
#include "base/result.h"
#include "crypto/pk/lanes.h"

namespace vitrine::crypto {

/// One agreement. `scalar` and `shared` have 32 bytes; `peer` should.
/// Errors, in `status`: bad_point (length of peer), zero_shared_secret.
struct X25519Agreement {
    ByteView scalar;
    ByteView peer;
    MutByteView shared;
    Status status = done();
};

/// One public value: both have 32 bytes.
struct X25519PublicValue {
    ByteView scalar;
    MutByteView public_value;
};

/// shared = X25519(scalar, peer) for each request, however many.
/// Secret: scalars, shared.  Public: lengths.  Leaks: whether a result is zero.
void x25519_lanes(std::span<X25519Agreement> requests);

/// public_value = X25519(scalar, 9) for each request.  Secret: scalars.  Leaks: nothing.
void x25519_public_lanes(std::span<X25519PublicValue> requests);

/// A kernel: eight at once, on scalars that are clamped already.
struct X25519LanesImpl {
    std::string_view name;
    cpu::Features needs = cpu::kBaseline;
    void (*agree)(const LaneNumbers& scalars, const LaneNumbers& peers, LaneNumbers& shared);
    void (*public_values)(const LaneNumbers& scalars, LaneNumbers& public_values);
};

/// The kernel that this processor can run now, or null: then the single-lane functions do the work.
const X25519LanesImpl* x25519_lanes_impl();

/// The kernel of x25519_lanes_ifma.cpp; x86-64 only.
const X25519LanesImpl* x25519_lanes_ifma();

}  // namespace vitrine::crypto
