// Finite-field Diffie-Hellman (RFC 2631, RFC 7919): named groups and the checks on received values.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/rng.h"
#include "base/secret.h"

namespace vitrine::crypto {

inline constexpr std::size_t kMaxDhLen = 1024;  ///< 8192 bits

/// Views of big-endian numbers; leading zeros allowed.
struct DhGroup {
    ByteView p;
    ByteView g;
    /// Private exponents have this many bits: the short exponents of RFC 7919 §5.2, or bits of p
    /// less 1.
    std::size_t exponent_bits = 0;
    [[nodiscard]] std::size_t p_len() const;  ///< bytes without leading zeros
    [[nodiscard]] std::size_t p_bits() const;
};

enum class DhGroupId : std::uint16_t {  // RFC 7919 §2, as in supported_groups
    ffdhe2048 = 256,
    ffdhe3072 = 257,
    ffdhe4096 = 258,
    ffdhe6144 = 259,
    ffdhe8192 = 260,
};

/// The constants of RFC 7919 appendix A.
const DhGroup& ffdhe(DhGroupId id);
/// The named group with exactly this p and g, or null. Also knows the MODP groups of RFC 3526 and
/// 2409.
const DhGroup* known_group(ByteView p, ByteView g);
std::string_view name_of(DhGroupId id);

/// p odd, min_bits to 10000 bits, 1 < g < p-1.  Errors: bad_parameters, weak_parameters.
Status dh_check_group(const DhGroup& group, std::size_t min_bits);

using DhExponent = SecretBytes<struct DhExponentTag, kMaxDhLen>;
using DhShared = SecretBytes<struct DhSharedTag, kMaxDhLen>;

/// A fresh exponent and its public value, p_len bytes.  Secret: exponent.  Errors: entropy_failure.
Status dh_generate(const DhGroup& group, Rng& rng, DhExponent& exponent, MutByteView public_value);
/// 1 < peer < p-1, then peer^exponent mod p, p_len bytes with leading zeros kept; stripping them is
/// the protocol's (RFC 5246 §8.1.2).  Errors: bad_public_value.
Status dh_agree(const DhGroup& group, const DhExponent& exponent, ByteView peer, DhShared& shared);

}  // namespace vitrine::crypto
