#include "crypto/pk/p256_lanes.h"

#include <algorithm>

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/ec.h"

namespace vitrine::crypto {

namespace {

/// Fewer requests than these are done sooner one after another.
constexpr std::size_t kFewestAgreements = 3;
constexpr std::size_t kFewestPairs = 3;

// FIPS 186-4 §D.1.2.3, least significant word first.
using Words = std::array<std::uint64_t, 4>;
constexpr Words kPrime = {0xffffffffffffffff, 0x00000000ffffffff, 0x0000000000000000,
                          0xffffffff00000001};
constexpr Words kOrder = {0xf3b9cac2fc632551, 0xbce6faada7179e84, 0xffffffffffffffff,
                          0xffffffff00000000};
constexpr Words kGx = {0xf4a13945d898c296, 0x77037d812deb33a0, 0xf8bce6e563a440f2,
                       0x6b17d1f2e12c4247};
constexpr Words kGy = {0xcbb6406837bf51f5, 0x2bce33576b315ece, 0x8ee7eb4a7c0f9e16,
                       0x4fe342e2fe1a7f9b};

/// What a lane without a good request computes with.
void fill_lane(LaneNumbers& numbers, std::size_t lane, const Words& words) {
    for (std::size_t w = 0; w < 4; ++w) numbers.word[w][lane] = words[w];
}

ct::Mask less(const LaneNumbers& numbers, std::size_t lane, const Words& bound) {
    std::uint64_t borrow = 0;
    for (std::size_t w = 0; w < 4; ++w) {
        const std::uint64_t a = numbers.word[w][lane];
        const std::uint64_t difference = a - bound[w] - borrow;
        borrow = ((~a & bound[w]) | ((~a | bound[w]) & difference)) >> 63;
    }
    return ct::Mask::from_bit(borrow);
}

/// In [1, n-1].  Secret: the scalar.
ct::Mask in_range(const LaneNumbers& scalars, std::size_t lane) {
    std::uint64_t any = 0;
    for (const LaneWord& word : scalars.word) any |= word[lane];
    return less(scalars, lane, kOrder) & ct::is_nonzero(any);
}

struct AgreementLanes {
    LaneNumbers scalars, x, y, shared;
};

/// What ec_agree checks, in its order, but for the curve's equation.
Status load(AgreementLanes& lanes, std::size_t lane, const P256Agreement& request) {
    if (request.shared.size() != kP256Len) return fail(ErrorCode::bad_input_length);
    if (request.scalar.size() != kP256Len) return fail(ErrorCode::bad_private_key);
    load_lane_be(lanes.scalars, lane, request.scalar);
    if (!ct::declassify(in_range(lanes.scalars, lane), "a key out of range is refused in public"))
        return fail(ErrorCode::bad_private_key);
    const ByteView point = request.peer_point;
    if (point.size() != kP256PointLen || point[0] != 4)
        return fail(ErrorCode::bad_point, 0, "point");
    load_lane_be(lanes.x, lane, point.subspan(1, kP256Len));
    load_lane_be(lanes.y, lane, point.subspan(1 + kP256Len, kP256Len));
    const ct::Mask in_field = less(lanes.x, lane, kPrime) & less(lanes.y, lane, kPrime);
    if (!ct::declassify(in_field, "the peer's point is public"))
        return fail(ErrorCode::bad_point, 1, "point");
    return done();
}

void agree_eight(const P256LanesImpl& kernel, std::span<P256Agreement> requests) {
    AgreementLanes lanes;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const bool used = lane < requests.size();  // public: how many requests there are
        if (used) requests[lane].status = load(lanes, lane, requests[lane]);
        if (used && requests[lane].status.ok()) continue;
        fill_lane(lanes.scalars, lane, {1, 0, 0, 0});
        fill_lane(lanes.x, lane, kGx);
        fill_lane(lanes.y, lane, kGy);
    }
    const unsigned on_curve = kernel.agree(lanes.scalars, lanes.x, lanes.y, lanes.shared);
    for (std::size_t lane = 0; lane < requests.size(); ++lane) {
        P256Agreement& request = requests[lane];
        if (!request.status.ok()) continue;
        if (((on_curve >> lane) & 1) == 0) {  // public: the peer's point is on the wire
            request.status = fail(ErrorCode::bad_point, 1, "point");  // attack A30
            continue;
        }
        store_lane_be(lanes.shared, lane, request.shared);
    }
    wipe_object(lanes);
}

/// FIPS 186-4 §B.4.2, testing candidates, as ec_generate does.
Status draw(LaneNumbers& scalars, std::size_t lane, const P256KeyPair& request) {
    if (request.scalar.size() != kP256Len || request.point.size() != kP256PointLen)
        return fail(ErrorCode::bad_input_length);
    for (int tries = 0; tries < 128; ++tries) {
        TLS_TRY(request.rng->fill(request.scalar));
        load_lane_be(scalars, lane, request.scalar);
        if (ct::declassify(in_range(scalars, lane), "candidates out of range are thrown away"))
            return done();
    }
    return fail(ErrorCode::entropy_failure);
}

void generate_eight(const P256LanesImpl& kernel, std::span<P256KeyPair> requests) {
    LaneNumbers scalars, x, y;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const bool used = lane < requests.size();  // public: how many requests there are
        if (used) requests[lane].status = draw(scalars, lane, requests[lane]);
        if (!used || !requests[lane].status.ok()) fill_lane(scalars, lane, {1, 0, 0, 0});
    }
    kernel.multiply_base(scalars, x, y);
    for (std::size_t lane = 0; lane < requests.size(); ++lane) {
        const P256KeyPair& request = requests[lane];
        if (!request.status.ok()) continue;
        request.point[0] = 4;
        store_lane_be(x, lane, request.point.subspan(1, kP256Len));
        store_lane_be(y, lane, request.point.subspan(1 + kP256Len, kP256Len));
    }
    wipe_object(scalars);
}

}  // namespace

void p256_agree_lanes(std::span<P256Agreement> requests) {
    const P256LanesImpl* kernel = p256_lanes_impl();
    while (!requests.empty()) {
        const auto some = requests.first(std::min(requests.size(), kLanes));
        if (kernel != nullptr && some.size() >= kFewestAgreements) {
            agree_eight(*kernel, some);
        } else {
            for (P256Agreement& one : some)
                one.status = ec_agree(Curve::p256, one.scalar, one.peer_point, one.shared);
        }
        requests = requests.subspan(some.size());
    }
}

void p256_generate_lanes(std::span<P256KeyPair> requests) {
    const P256LanesImpl* kernel = p256_lanes_impl();
    while (!requests.empty()) {
        const auto some = requests.first(std::min(requests.size(), kLanes));
        if (kernel != nullptr && some.size() >= kFewestPairs) {
            generate_eight(*kernel, some);
        } else {
            for (P256KeyPair& one : some)
                one.status = ec_generate(Curve::p256, *one.rng, one.scalar, one.point);
        }
        requests = requests.subspan(some.size());
    }
}

const P256LanesImpl* p256_lanes_impl() {
#if defined(__x86_64__)
    if (const P256LanesImpl* kernel = p256_lanes_ifma(); cpu::usable(*kernel)) return kernel;
#endif
    return nullptr;
}

}  // namespace vitrine::crypto
