// What signing and verifying with DSA share: the parameters as limbs, powers of residues modulo p
// and their way down to residues modulo q. Read next: pk/dsa.cpp, pk/dsa_sign.cpp.
#pragma once

#include "crypto/bignum/montgomery.h"
#include "crypto/pk/dsa.h"

namespace vitrine::crypto::dsa {

using bignum::Limb;

/// Modulo p and modulo q.
using Residue = std::array<Limb, 8 * kMaxDsaPrimeLen / bignum::kLimbBits<Limb>>;
using Scalar = std::array<Limb, 8 * kMaxDsaOrderLen / bignum::kLimbBits<Limb>>;

class Group {
  public:
    Group() = default;
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

    /// Sizes and ranges are checked, the order of g is not.  Errors: bad_parameters.
    Status load(const DsaParameters& parameters);

    [[nodiscard]] const bignum::Modulus<Limb>& mod_p() const { return mod_p_; }
    [[nodiscard]] const bignum::Modulus<Limb>& mod_q() const { return mod_q_; }
    [[nodiscard]] const Residue& generator() const { return g_; }

    /// A number of at most order_len bytes; whether it is in [1, q-1].
    ct::Mask load_scalar(ByteView bytes, Scalar& scalar) const;
    /// The leftmost bits of a digest, as many as q has, modulo q.
    void reduce_digest(ByteView digest, Scalar& z) const;
    /// r = x mod q for x below p.
    void reduce(const Residue& x, Scalar& r) const;

  private:
    Residue p_, p_rr_, g_;
    Scalar q_, q_rr_;
    bignum::Modulus<Limb> mod_p_;
    bignum::Modulus<Limb> mod_q_;
};

}  // namespace vitrine::crypto::dsa
