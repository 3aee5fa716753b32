// Modular powers and curves by the kernels of AVX-512 IFMA, without what stands around them. Powers
// are of few bits and modulo small moduli: the steps are those of long ones, and a million of them
// takes a minute. Whole RSA and Diffie-Hellman operations: rsa_timing.cpp.
#include <cstdlib>
#include <cstring>

#include "crypto/bignum/modexp.h"
#include "crypto/bignum/montgomery_lanes.h"
#include "crypto/pk/ec_implementations.h"
#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_lanes.h"
#include "ct/leaky.h"
#include "ct/timing/timing.h"

namespace vitrine::ct_run {
namespace {

#if defined(__x86_64__)

using namespace crypto;
using bignum::Limb;

constexpr cpu::Features kNeeds = cpu::kIfma | cpu::kAvx512 | cpu::kBmi2Adx;

template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

constexpr std::size_t kWidth = 8;  // limbs: 512 bits

/// An odd modulus of 512 bits, made ready.
const bignum::Modulus<Limb>& modulus() {
    static Limb n[kWidth];
    static Limb rr[kWidth];
    static const bignum::Modulus<Limb> made = [] {
        for (std::size_t i = 0; i < kWidth; ++i) n[i] = ~Limb{0} - 1000 * i * i;
        n[0] |= 1;
        return bignum::Modulus<Limb>::make(n, kWidth, 64 * kWidth, rr);
    }();
    return made;
}

// base (512 bits) and exponent
void power(std::uint8_t* secret) {
    constexpr std::size_t kExponentBits = 20;
    Limb base[kWidth];
    Limb r[kWidth];
    std::memcpy(base, secret, sizeof base);
    base[kWidth - 1] >>= 1;  // below n
    std::uint32_t bits = 0;
    std::memcpy(&bits, secret + sizeof base, 4);
    const Limb exponent = bits >> (32 - kExponentBits);
    bignum::ifma_backend()->exp({r, base, &exponent, kExponentBits, &modulus()});
    keep(r);
}

bignum::LaneModulus& lane_modulus() {
    static bignum::LaneModulus m;
    static const bool made = [] {
        const bignum::Modulus<Limb>& one = modulus();
        m.digits = bignum::lane_digits_for(one.bits);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            bignum::load_lane(m.n, lane, one.n, kWidth, m.digits);
            bignum::load_lane(m.rr, lane, one.rr, kWidth, m.digits);
            m.n0[lane] = one.n0 & bignum::kLaneDigitMask;
        }
        bignum::complete_lane_modulus(m, kWidth, bignum::lane_arithmetic_ifma()[0]);
        return true;
    }();
    static_cast<void>(made);
    return m;
}

void load_lanes(bignum::LaneInteger& to, const std::uint8_t* secret) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        Limb number[kWidth];
        std::memcpy(number, secret + lane * sizeof number, sizeof number);
        number[kWidth - 1] >>= 1;
        bignum::load_lane(to, lane, number, kWidth, lane_modulus().digits);
    }
}

constexpr std::size_t kLanesSecret = kLanes * kWidth * sizeof(Limb);

void lanes_multiply(std::uint8_t* secret) {
    static bignum::LaneInteger a, b, r;
    load_lanes(a, secret);
    load_lanes(b, secret + kLanesSecret);
    bignum::lane_arithmetic_ifma()->multiply(r, a, b, lane_modulus());
    bignum::lane_arithmetic_ifma()->square(r, r, lane_modulus());
    keep(r);
}

// base, and an exponent of 64 bits for each lane
void lanes_power(std::uint8_t* secret) {
    static bignum::LaneInteger a, r;
    alignas(64) static LaneWord k[1];
    load_lanes(a, secret);
    std::memcpy(k, secret + kLanesSecret, sizeof k);
    bignum::lane_arithmetic_ifma()->exp(r, a, k, 1, lane_modulus());
    keep(r);
}

/// 32 bytes of each lane, made scalars in [1, n-1] or clamped by `shape`.
template <class Shape>
void load_scalars(LaneNumbers& to, const std::uint8_t* secret, Shape shape) {
    std::memcpy(&to, secret, sizeof to);
    for (std::size_t lane = 0; lane < kLanes; ++lane) shape(to, lane);
}
void below_order(LaneNumbers& k, std::size_t lane) {
    k.word[3][lane] >>= 1;
    k.word[0][lane] |= 1;
}
void clamped(LaneNumbers& k, std::size_t lane) {
    k.word[0][lane] &= ~std::uint64_t{7};
    k.word[3][lane] = (k.word[3][lane] >> 2) | (std::uint64_t{1} << 62);
}

void x25519_agree(std::uint8_t* secret) {
    static LaneNumbers scalars, peers, shared;
    load_scalars(scalars, secret, clamped);
    for (std::size_t lane = 0; lane < kLanes; ++lane) peers.word[0][lane] = 9;
    x25519_lanes_ifma()->agree(scalars, peers, shared);
    keep(shared);
}

void x25519_public(std::uint8_t* secret) {
    static LaneNumbers scalars, values;
    load_scalars(scalars, secret, clamped);
    x25519_lanes_ifma()->public_values(scalars, values);
    keep(values);
}

void p256_lanes_base(std::uint8_t* secret) {
    static LaneNumbers scalars, x, y;
    load_scalars(scalars, secret, below_order);
    p256_lanes_ifma()->multiply_base(scalars, x, y);
    keep(x);
}

void p256_lanes_agree(std::uint8_t* secret) {
    static LaneNumbers scalars, x, y, shared;
    static const bool made = [] {
        LaneNumbers two{};
        for (std::size_t lane = 0; lane < kLanes; ++lane) two.word[0][lane] = 2;
        p256_lanes_ifma()->multiply_base(two, x, y);
        return true;
    }();
    static_cast<void>(made);
    load_scalars(scalars, secret, below_order);
    keep(p256_lanes_ifma()->agree(scalars, x, y, shared));
    keep(shared);
}

/// The curve's row of AVX-512.
template <Curve kCurve>
const ec::EcImpl& row() {
    static const ec::EcImpl& found = [&]() -> const ec::EcImpl& {
        for (const ec::EcImpl* one : ec::implementations(kCurve)) {
            if (one->name == "ifma") return *one;
        }
        std::abort();
    }();
    return found;
}

constexpr std::size_t len_of(Curve curve) {
    return curve == Curve::p256 ? 32 : curve == Curve::p384 ? 48 : 66;
}

/// Any bytes, made a big-endian scalar in [1, n-1].
void shape_scalar(std::uint8_t* k, std::size_t len) {
    k[0] = static_cast<std::uint8_t>(len == 66 ? 0 : k[0] >> 1);
    k[len - 1] |= 1;
}

template <Curve kCurve>
void base(std::uint8_t* secret) {
    std::array<std::uint8_t, kMaxPointLen> point{};
    shape_scalar(secret, len_of(kCurve));
    row<kCurve>().multiply_base({secret, len_of(kCurve)},
                                MutByteView{point}.first(1 + 2 * len_of(kCurve)));
    keep(point);
}

template <Curve kCurve>
void agree(std::uint8_t* secret) {
    constexpr std::size_t kLen = len_of(kCurve);
    static std::array<std::uint8_t, 1 + 2 * kLen> point{};
    static const bool made = [] {
        std::array<std::uint8_t, kLen> two{};
        two[kLen - 1] = 2;
        row<kCurve>().multiply_base(two, point);
        return true;
    }();
    static_cast<void>(made);
    std::array<std::uint8_t, kLen> shared;
    shape_scalar(secret, kLen);
    row<kCurve>().agree({secret, kLen}, point, shared);
    keep(shared);
}

// private key and nonce
template <Curve kCurve>
void sign(std::uint8_t* secret) {
    constexpr std::size_t kLen = len_of(kCurve);
    static const std::array<std::uint8_t, 32> digest{1, 2, 3};
    static ec::InvertedSignature made;
    shape_scalar(secret, kLen);
    shape_scalar(secret + kLen, kLen);
    keep(row<kCurve>().sign({secret, kLen}, {secret + kLen, kLen}, digest, made));
    keep(row<kCurve>().sign_check({secret, kLen}, digest, made));
}

void x25519_alone(std::uint8_t* secret) {
    static const std::array<std::uint8_t, 32> nine{9};
    std::array<std::uint8_t, 32> shared{};
    keep(x25519(std::span<const std::uint8_t, 32>{secret, 32}, nine, shared).ok());
    keep(shared);
}

// A leak in a long operation, a tenth of it: 256 steps that branch on bits, after a ladder.
void x25519_then_branches(std::uint8_t* secret) {
    std::uint64_t exponent = 0;
    std::memcpy(&exponent, secret, sizeof exponent);
    x25519_alone(secret);
    for (std::uint64_t i = 3; i < 7; ++i) keep(leaky::square_and_multiply(i, exponent));
}

const TimedGroup kPublicKey{{
    {"modexp ifma", kNeeds, kWidth * sizeof(Limb) + 4, power},
    {"modexp ifma, products of eight", kNeeds, 2 * kLanesSecret, lanes_multiply},
    {"modexp ifma, powers of eight", kNeeds, kLanesSecret + sizeof(LaneWord), lanes_power},
    {"X25519 agree ifma", kNeeds, 32, x25519_alone},
    {"control: branch after X25519", kNeeds, 32, x25519_then_branches, true},
    {"X25519 public ifma, eight", kNeeds, sizeof(LaneNumbers), x25519_public},
    {"X25519 agree ifma, eight", kNeeds, sizeof(LaneNumbers), x25519_agree},
    {"P-256 base ifma, eight", kNeeds, sizeof(LaneNumbers), p256_lanes_base},
    {"P-256 agree ifma, eight", kNeeds, sizeof(LaneNumbers), p256_lanes_agree},
    {"P-256 base ifma", kNeeds, 32, base<Curve::p256>},
    {"P-256 agree ifma", kNeeds, 32, agree<Curve::p256>},
    {"P-256 sign ifma", kNeeds, 64, sign<Curve::p256>},
    {"P-384 base ifma", kNeeds, 48, base<Curve::p384>},
    {"P-384 agree ifma", kNeeds, 48, agree<Curve::p384>},
    {"P-384 sign ifma", kNeeds, 96, sign<Curve::p384>},
    {"P-521 base ifma", kNeeds, 66, base<Curve::p521>},
    {"P-521 agree ifma", kNeeds, 66, agree<Curve::p521>},
    {"P-521 sign ifma", kNeeds, 132, sign<Curve::p521>},
}};

#endif

}  // namespace
}  // namespace vitrine::ct_run
