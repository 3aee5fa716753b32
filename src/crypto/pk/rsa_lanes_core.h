// The bare private operation of several keys at once, without padding. Read next: rsa_lanes.cpp,
// which puts padding around it.
#pragma once

#include <span>

#include "crypto/bignum/montgomery_lanes.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

/// One private operation, as RsaPrivateKey::Prepared::private_op takes and gives it.
struct RsaLaneJob {
    const RsaKeyAccess::Prepared* key = nullptr;
    MutByteView block;  ///< modulus_len bytes: input below n, then output
    Rng* rng = nullptr;
    ct::Mask sound = ct::Mask::none();
    Status status = done();
    bool taken = false;  ///< for rsa_private_lanes
};

/// Does the jobs, in any number: those that can share a pass eight at a time, the others alone.
/// Secret: keys, blocks, whether a result is sound.  Leaks: nothing.
void rsa_private_lanes(std::span<RsaLaneJob> jobs);

}  // namespace vitrine::crypto
