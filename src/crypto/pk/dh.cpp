// Countered here: small subgroups and invalid public values (RFC 7919 §5.1), Logjam (sizes,
// CVE-2015-4000), work without bound on huge p (CVE-2023-3446).
#include "crypto/pk/dh.h"

#include "crypto/bignum/modexp.h"

namespace vitrine::crypto {

using bignum::Limb;
using bignum::Modulus;

namespace {

constexpr std::size_t kMaxWidth = bignum::kMaxSecretBits / bignum::kLimbBits<Limb>;
static_assert(8 * kMaxDhLen == bignum::kMaxSecretBits);
using Number = std::array<Limb, kMaxWidth>;

void wipe_number(Number& x, std::size_t width) {
    wipe({reinterpret_cast<std::uint8_t*>(x.data()), width * sizeof(Limb)});
}

std::size_t exponent_bits_of(const DhGroup& group) {
    const std::size_t most = group.p_bits() - 1;
    return group.exponent_bits == 0 || group.exponent_bits > most ? most : group.exponent_bits;
}

/// 1 < x < p - 1 for public numbers; x of any length.
bool in_range(ByteView x, const Number& p, std::size_t width) {
    x = bignum::strip_zeros(x);
    if (x.size() > width * sizeof(Limb)) return false;
    Number value;
    Number limit = p;
    bignum::load_be(value.data(), width, x);
    limit[0] -= 1;  // p is odd
    const ct::Mask above_one = bignum::bit_length(x) > 1 ? ct::Mask::all() : ct::Mask::none();
    return ct::declassify(above_one & bignum::less(value.data(), limit.data(), width),
                          "a public value");
}

/// What `raise` may do better: the base is the generator.
enum class Base : std::uint8_t { generator, any };

/// A comb for the generator of ffdhe2048, 3072 or 4096, made when it is first asked for; null for
/// other groups and where the backend has none.  kRow: the backend's place among modexp_impls().
template <DhGroupId kId, std::size_t kRow>
const bignum::FixedBase* comb_of(const bignum::ExpJob& job) {
    static const struct Made {
        explicit Made(const bignum::ExpJob& of)
            : usable(bignum::modexp_impls()[kRow]->prepare_base(comb, of)) {}
        bignum::FixedBase comb;
        bool usable;
    } made{job};
    return made.usable ? &made.comb : nullptr;
}

template <DhGroupId kId>
const bignum::FixedBase* comb_of(const bignum::ExpJob& job) {
    const auto impls = bignum::modexp_impls();
    const bignum::ModExpImpl* chosen = &bignum::modexp();
    if (chosen == impls[0]) return comb_of<kId, 0>(job);
    if (chosen == impls[1]) return comb_of<kId, 1>(job);
    return nullptr;
}

const bignum::FixedBase* find_comb(const DhGroup& group, const bignum::ExpJob& job) {
    if (bignum::modexp().prepare_base == nullptr) return nullptr;
    const auto is = [&](DhGroupId id) {
        const DhGroup& known = ffdhe(id);
        return group.p.data() == known.p.data() && group.g.data() == known.g.data() &&
               exponent_bits_of(group) == known.exponent_bits;
    };
    if (is(DhGroupId::ffdhe2048)) return comb_of<DhGroupId::ffdhe2048>(job);
    if (is(DhGroupId::ffdhe3072)) return comb_of<DhGroupId::ffdhe3072>(job);
    if (is(DhGroupId::ffdhe4096)) return comb_of<DhGroupId::ffdhe4096>(job);
    return nullptr;
}

/// result = base^exponent mod p, p_len bytes.  The group has been checked.
void raise(const DhGroup& group, Base kind, ByteView base, ByteView exponent, MutByteView result) {
    const std::size_t bits = group.p_bits();
    const std::size_t width = bignum::limbs_for(bits);
    Number p, rr, x, e;
    bignum::load_be(p.data(), width, bignum::strip_zeros(group.p));
    bignum::load_be(x.data(), width, bignum::strip_zeros(base));
    bignum::load_be(e.data(), bignum::limbs_for(8 * exponent.size()), exponent);
    const auto m = bignum::with_rr_vartime(
        Modulus<Limb>::make_public_vartime(p.data(), width, bits), rr.data());
    const bignum::ExpJob job{x.data(), x.data(), e.data(), exponent_bits_of(group), &m};
    const bignum::FixedBase* comb = kind == Base::generator ? find_comb(group, job) : nullptr;
    if (comb != nullptr) {
        bignum::modexp().exp_fixed(*comb, job);
    } else {
        bignum::modexp().exp(job);
    }
    bignum::store_be(result, x.data(), width);
    wipe_number(x, width);
    wipe_number(e, width);
}

}  // namespace

std::size_t DhGroup::p_len() const {
    return bignum::strip_zeros(p).size();
}
std::size_t DhGroup::p_bits() const {
    return bignum::bit_length(p);
}

Status dh_check_group(const DhGroup& group, std::size_t min_bits) {
    const std::size_t bits = group.p_bits();
    if (bits < 64 || bits < min_bits)
        return fail(ErrorCode::weak_parameters, Error::kNoOffset, "dh_p");
    if (bits > 8 * kMaxDhLen) return fail(ErrorCode::bad_parameters, Error::kNoOffset, "dh_p");
    if ((group.p.back() & 1) == 0) return fail(ErrorCode::bad_parameters, Error::kNoOffset, "dh_p");
    Number p;
    const std::size_t width = bignum::limbs_for(bits);
    bignum::load_be(p.data(), width, bignum::strip_zeros(group.p));
    if (!in_range(group.g, p, width))
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "dh_g");
    return done();
}

Status dh_generate(const DhGroup& group, Rng& rng, DhExponent& exponent, MutByteView public_value) {
    TLS_TRY(dh_check_group(group, 0));
    if (public_value.size() < group.p_len()) return fail(ErrorCode::output_full);
    const std::size_t bits = exponent_bits_of(group);
    exponent.clear();
    exponent.resize((bits + 7) / 8);
    TLS_TRY(rng.fill(exponent.expose_mut()));
    // Exactly `bits` bits: the length is public, and 0 and 1 cannot come out.
    const unsigned top = (bits - 1) % 8;
    std::uint8_t& first = exponent.expose_mut()[0];
    first = static_cast<std::uint8_t>((first & ((1u << top) - 1)) | (1u << top));
    raise(group, Base::generator, group.g, exponent.expose(), public_value.first(group.p_len()));
    return done();
}

Status dh_agree(const DhGroup& group, const DhExponent& exponent, ByteView peer, DhShared& shared) {
    if (!dh_check_group(group, 0).ok()) return fail(ErrorCode::bad_parameters);
    // RFC 7919 §5.1: "Peers MUST validate each other's public key Y ... by ensuring that 1 < Y <
    // p-1."
    const std::size_t width = bignum::limbs_for(group.p_bits());
    Number p;
    bignum::load_be(p.data(), width, bignum::strip_zeros(group.p));
    if (exponent.size() != (exponent_bits_of(group) + 7) / 8)
        return fail(ErrorCode::bad_parameters);
    if (!in_range(peer, p, width)) return fail(ErrorCode::bad_public_value);
    shared.clear();
    shared.resize(group.p_len());
    raise(group, Base::any, peer, exponent.expose(), shared.expose_mut());
    return done();
}

}  // namespace vitrine::crypto
