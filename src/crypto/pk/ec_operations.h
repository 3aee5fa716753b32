// One curve's operations on bytes, as a row of function pointers (`EcImpl`): the portable version
// and each kernel are instances of the same template with another Kernel. ec.cpp and ecdsa.cpp
// choose the row. All scalars that come in here are in [1, n-1] (`scalar_in_range`), but for
// digests. Read next: ec.cpp, ecdsa.cpp.
#pragma once

#include "base/cpu.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/ec_curves.h"
#include "crypto/pk/ec_multiply.h"

namespace vitrine::crypto::ec {

/// A signature, and 1/s beside it: making it costs signing nothing, and it can be checked.
struct InvertedSignature {
    EcdsaSignature signature;
    std::array<std::uint8_t, kMaxFieldLen> s_inverse{};
};

struct EcImpl {
    std::string_view name;
    cpu::Features needs;
    /// k in [1, n-1].  Secret: k.
    ct::Mask (*scalar_in_range)(ByteView k);
    /// 04 || X || Y of k G.  Secret: k.
    void (*multiply_base)(ByteView k, MutByteView point);
    /// Range and equation of a point of right length and format.
    bool (*check_coordinates)(ByteView point);
    /// X of k P for a checked point.  Secret: k, shared.
    void (*agree)(ByteView k, ByteView point, MutByteView shared);
    /// The digest's leftmost bits as a number, reduced mod n: bits2octets of RFC 6979 §2.3.4.
    void (*reduce_digest)(ByteView digest, MutByteView out);
    /// One try of FIPS 186-4 §6.4. False: this nonce gives r = 0 or s = 0.  Secret: scalar, nonce.
    bool (*sign)(ByteView scalar, ByteView nonce, ByteView digest, InvertedSignature& made);
    /// Computes the nonce's point again, from the signature and the key by another way.  Secret:
    /// scalar.
    bool (*sign_check)(ByteView scalar, ByteView digest, const InvertedSignature& made);
    /// r, s in [1, n-1] and the equation. All public.
    bool (*verify_vartime)(ByteView point, ByteView digest, const EcdsaSignature& signature);
};

/// The rows of a curve, best first; the last needs nothing.
std::span<const EcImpl* const> implementations(Curve curve);

template <class C,
          class Kernel,
          class Limb = NativeLimb,
          template <class, class, class> class Multiplier = PlainMultiplier>
struct Operations {
    using F = Field<typename C::Prime, Limb, Kernel>;
    using S = Field<typename C::Order, Limb, Kernel>;
    using Raw = typename S::Raw;
    using Multiply = Multiplier<C, F, S>;
    static constexpr std::size_t kLen = F::kBytes;

    static ct::Mask scalar_in_range(ByteView bytes) {
        Raw k = limbs_from_bytes<Limb, S::kLimbCount>(bytes);
        const ct::Mask good = less(k, S::kModulus) & ~is_zero(k);
        wipe_object(k);
        return good;
    }

    static void multiply_base(ByteView k_bytes, MutByteView point) {
        Raw k = limbs_from_bytes<Limb, S::kLimbCount>(k_bytes);
        const AffinePoint<F> p = to_affine(Multiply::base(k));
        point[0] = 4;
        p.x.to_bytes(point.subspan(1, kLen));
        p.y.to_bytes(point.subspan(1 + kLen, kLen));
        wipe_object(k);
    }

    static bool check_coordinates(ByteView point) {
        const Raw x = limbs_from_bytes<Limb, F::kLimbCount>(point.subspan(1, kLen));
        const Raw y = limbs_from_bytes<Limb, F::kLimbCount>(point.subspan(1 + kLen, kLen));
        const ct::Mask in_field = less(x, F::kModulus) & less(y, F::kModulus);
        // Out of range, the values are not used; the mask keeps the answer.
        const ct::Mask good = in_field & on_curve(affine_point(point), F::from_words(C::kB));
        return ct::declassify(good, "the peer's point is public");
    }

    static void agree(ByteView k_bytes, ByteView point, MutByteView shared) {
        Raw k = limbs_from_bytes<Limb, S::kLimbCount>(k_bytes);
        AffinePoint<F> product = to_affine(Multiply::point(k, affine_point(point)));
        product.x.to_bytes(shared);
        wipe_object(k);
        wipe_object(product);
    }

    static void reduce_digest(ByteView digest, MutByteView out) {
        digest_scalar(digest).to_bytes(out);
    }

    /// With e = z + r d, s is e / k. One inversion, of k e, gives both 1/k and 1/e.
    static bool sign(ByteView scalar, ByteView nonce, ByteView digest, InvertedSignature& made) {
        Raw k = limbs_from_bytes<Limb, S::kLimbCount>(nonce);
        AffinePoint<F> point = to_affine(Multiply::base(k));
        const S r = x_mod_n(point.x);
        std::array<S, 4> secret{S::from_bytes_reduced(scalar), S::from_raw(k)};
        auto& [d, k_mod_n, e, both] = secret;
        e = digest_scalar(digest) + r * d;
        both = (k_mod_n * e).inverse();
        const S s = e.square() * both;
        r.to_bytes(part(made.signature.r));
        s.to_bytes(part(made.signature.s));
        (k_mod_n.square() * both).to_bytes(part(made.s_inverse));
        wipe_object(k);
        wipe_object(secret);
        return !ct::declassify(r.is_zero() | s.is_zero(), "a nonce that gives zero is thrown away");
    }

    /// (z + r d) / s is the nonce again, if nothing went wrong; so this times G must have r as its
    /// x.
    static bool sign_check(ByteView scalar, ByteView digest, const InvertedSignature& made) {
        const S r = S::from_bytes_reduced(part(made.signature.r));
        const S s = S::from_bytes_reduced(part(made.signature.s));
        const S s_inverse = S::from_bytes_reduced(part(made.s_inverse));
        S d = S::from_bytes_reduced(scalar);
        Raw k = ((digest_scalar(digest) + r * d) * s_inverse).to_raw();
        const JacobianPoint<F> point = Multiply::base(k);
        wipe_object(d);
        wipe_object(k);
        const ct::Mask sound = equal(s * s_inverse, S::one()) & x_is(point, r.to_raw());
        return ct::declassify(sound, "a faulty signature is discarded in public");
    }

    static bool verify_vartime(ByteView point, ByteView digest, const EcdsaSignature& signature) {
        const ct::Mask in_range =
            scalar_in_range(part(signature.r)) & scalar_in_range(part(signature.s));
        if (!ct::declassify(in_range, "signatures are public")) return false;  // attack A33
        const S r = S::from_bytes_reduced(part(signature.r));
        const S s_inverse = S::from_bytes_reduced(part(signature.s)).inverse();
        const Raw u1 = (digest_scalar(digest) * s_inverse).to_raw();
        const Raw u2 = (r * s_inverse).to_raw();
        const JacobianPoint<F> sum = Multiply::two_vartime(u1, u2, affine_point(point));
        return ct::declassify(x_is(sum, r.to_raw()), "signatures are public");
    }

  private:
    static ByteView part(const std::array<std::uint8_t, kMaxFieldLen>& number) {
        return ByteView{number}.first(kLen);
    }
    static MutByteView part(std::array<std::uint8_t, kMaxFieldLen>& number) {
        return MutByteView{number}.first(kLen);
    }
    static AffinePoint<F> affine_point(ByteView point) {
        return {F::from_bytes_reduced(point.subspan(1, kLen)),
                F::from_bytes_reduced(point.subspan(1 + kLen, kLen))};
    }
    /// FIPS 186-4 §6.4: the leftmost min(N, outlen) bits, of any digest: of one that fills kLen
    /// bytes, those of P-521 leave seven bits out.
    static S digest_scalar(ByteView digest) {
        constexpr std::size_t kSpare = 8 * kLen - C::kBits;
        std::array<std::uint8_t, kLen> leftmost{};
        const std::size_t size = std::min(digest.size(), kLen);
        copy_bytes(digest.first(size), leftmost);
        if (kSpare == 0 || size < kLen)
            return S::from_bytes_reduced(ByteView{leftmost}.first(size));
        for (std::size_t i = kLen; i-- > 1;) {
            leftmost[i] = static_cast<std::uint8_t>((leftmost[i] >> kSpare) |
                                                    (leftmost[i - 1] << (8 - kSpare)));
        }
        leftmost[0] = static_cast<std::uint8_t>(leftmost[0] >> kSpare);
        return S::from_bytes_reduced(leftmost);
    }
    /// x < p < 2n on every curve here, so one subtraction does it.
    static S x_mod_n(const F& x) {
        return S::from_raw(subtract_once(x.to_raw(), Limb{0}, S::kModulus));
    }
    /// x(p) mod n == r without an inversion: X = r Z^2 or X = (r + n) Z^2, the latter if r + n < p.
    static ct::Mask x_is(const JacobianPoint<F>& p, const Raw& r) {
        const F zz = p.z.square();
        Raw r_plus_n = r;
        const Limb carry = ec::add(r_plus_n, S::kModulus);
        const ct::Mask second = less(r_plus_n, F::kModulus) & ct::is_zero(carry);
        const F high = F::from_raw(subtract_once(r_plus_n, Limb{0}, F::kModulus));
        const ct::Mask same = equal(F::from_raw(r) * zz, p.x) | (second & equal(high * zz, p.x));
        return same & ~p.is_infinity();
    }
};

template <class Ops>
constexpr EcImpl row(std::string_view name, cpu::Features needs) {
    return {name,
            needs,
            Ops::scalar_in_range,
            Ops::multiply_base,
            Ops::check_coordinates,
            Ops::agree,
            Ops::reduce_digest,
            Ops::sign,
            Ops::sign_check,
            Ops::verify_vartime};
}

}  // namespace vitrine::crypto::ec
