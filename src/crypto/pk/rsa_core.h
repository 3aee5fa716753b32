// Bare RSA, without padding, for the files of this folder: the public power and the blinded private
// one. Read next: pk/rsa_private.cpp.
#pragma once

#include "crypto/bignum/montgomery.h"
#include "crypto/pk/rsa.h"

namespace vitrine::crypto {

/// A public exponent that passed check_public_key, as a number.
std::uint64_t rsa_exponent(ByteView e);

/// output = input^e mod n.  Both modulus_len bytes; the key has passed check_public_key.
/// Secret: input, output, but not whether input < n.  Errors: bad_input_length (input >= n).
Status rsa_public_op(const RsaPublicKey& key, ByteView input, MutByteView output);

inline constexpr std::size_t kRsaPremasterLen = 48;

/// The end of decrypt_premaster: the premaster secret of a decrypted block, `random` in place of it
/// if the padding or `good` is wrong.  Secret: all.  Leaks: nothing.
void rsa_unpad_premaster(ByteView block,
                         ct::Mask good,
                         std::span<const std::uint8_t, kRsaPremasterLen> random,
                         std::uint16_t client_version,
                         std::span<std::uint8_t, kRsaPremasterLen> premaster);

/// What RsaPrivateKey::make prepared: the integers as bytes for parts(), and as limbs for use.
struct RsaPrivateKey::Prepared {
    using Limb = bignum::Limb;
    static constexpr std::size_t kFull = 8 * kMaxRsaPrivateModulusLen / bignum::kLimbBits<Limb>;
    static constexpr std::size_t kHalf = kFull / 2;
    using Full = std::array<Limb, kFull>;
    using Half = std::array<Limb, kHalf>;

    /// Big-endian bytes of n, e, d, p, q, dp, dq, qinv, one after another.
    std::array<std::uint8_t, 5 * kMaxRsaPrivateModulusLen> bytes{};
    RsaPrivateParts parts;
    std::uint64_t exponent = 0;
    std::size_t modulus_len = 0;
    bignum::Modulus<Limb> mod_n;
    bignum::Modulus<Limb> mod_p;  ///< as wide as mod_q, so that both halves can run in step
    bignum::Modulus<Limb> mod_q;
    Full n{}, n_rr{};
    Half p{}, p_rr{}, q{}, q_rr{};
    Half dp{}, dq{};
    Half qinv_mont{};  ///< qInv * R mod p

    /// output = input^d mod n, both modulus_len bytes, input < n: blinded, by CRT, and checked.
    /// Secret: all.  Leaks: nothing.  `sound`: whether output^e = input; else output is zeros.
    /// Errors: entropy_failure.
    Status private_op(ByteView input, Rng& rng, MutByteView output, ct::Mask& sound) const;

    /// The same for a signature's block.  Errors: fault_detected, entropy_failure.
    Status sign_block(ByteView block, Rng& rng, MutByteView signature) const;
    /// The same for any ciphertext; one of wrong length or >= n gives zeros.  Errors:
    /// entropy_failure.
    Status decrypt_block(ByteView ciphertext, Rng& rng, MutByteView block, ct::Mask& sound) const;

    /// A ciphertext as private_op takes it, modulus_len bytes: one of another length, or not below
    /// n, is replaced by 0, whose block is never well formed.
    void admit_ciphertext(ByteView ciphertext, MutByteView input) const;

    /// Limbs and constants from `parts`; false if the sizes cannot be.
    bool load();
    /// Tells a constant-time checker that from here on the numbers, but not their lengths, are
    /// secret (base/ct.h).
    void poison_numbers() const;
    /// The integers fit together; called by make.
    [[nodiscard]] bool consistent() const;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { wipe_all(); }

  private:
    void wipe_all();
    /// output = input^(d - 1) mod n, by CRT.
    void power_less_one(const Limb* input, Limb* output) const;
};

/// The prepared key, for the lanes; and for tests of what happens when a processor errs, limbs to
/// flip bits in.
struct RsaKeyAccess {
    using Prepared = RsaPrivateKey::Prepared;
    static const Prepared& prepared(const RsaPrivateKey& key) { return *key.prepared_; }
    using Half = RsaPrivateKey::Prepared::Half;
    static Half& dp(RsaPrivateKey& key) { return key.prepared_->dp; }
    static Half& dq(RsaPrivateKey& key) { return key.prepared_->dq; }
    static Half& qinv(RsaPrivateKey& key) { return key.prepared_->qinv_mont; }
};

}  // namespace vitrine::crypto
