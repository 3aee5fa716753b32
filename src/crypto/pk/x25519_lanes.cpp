#include "crypto/pk/x25519_lanes.h"

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/x25519.h"

namespace vitrine::crypto {

namespace {

/// Fewer requests than these are done sooner one after another.
constexpr std::size_t kFewestAgreements = 3;
constexpr std::size_t kFewestPublicValues = 2;

/// The base point: what a lane without a request computes with.
constexpr std::array<std::uint8_t, 32> kNine{9};

/// RFC 7748 §5, decodeScalar25519.
void load_clamped(LaneNumbers& scalars, std::size_t lane, ByteView scalar) {
    load_lane_le(scalars, lane, scalar);
    scalars.word[0][lane] &= ~std::uint64_t{7};
    scalars.word[3][lane] &= ~std::uint64_t{0} >> 1;
    scalars.word[3][lane] |= std::uint64_t{1} << 62;
}

Status refuse_zero(ByteView shared) {
    std::uint32_t any = 0;
    for (const std::uint8_t byte : shared) any |= byte;
    // RFC 8422 §5.11, as in x25519.cpp (test: X25519Lanes.ABadLaneDisturbsNoOther).
    if (ct::declassify(ct::is_zero(any), "an all-zero secret ends the handshake in public")) {
        return fail(ErrorCode::zero_shared_secret);
    }
    return done();
}

void agree_eight(const X25519LanesImpl& kernel, std::span<X25519Agreement> requests) {
    LaneNumbers scalars, peers, shared;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        // public: how many requests there are, and their lengths
        const bool used = lane < requests.size() && requests[lane].peer.size() == kX25519Len;
        load_clamped(scalars, lane, used ? requests[lane].scalar : ByteView{kNine});
        load_lane_le(peers, lane, used ? requests[lane].peer : ByteView{kNine});
    }
    kernel.agree(scalars, peers, shared);
    for (std::size_t lane = 0; lane < requests.size(); ++lane) {
        X25519Agreement& request = requests[lane];
        if (request.peer.size() != kX25519Len) {
            request.status = fail(ErrorCode::bad_point);
            continue;
        }
        store_lane_le(shared, lane, request.shared);
        request.status = refuse_zero(request.shared);
    }
    wipe_object(scalars);
    wipe_object(shared);
}

void agree_one(X25519Agreement& request) {
    if (request.peer.size() != kX25519Len) {
        request.status = fail(ErrorCode::bad_point);
        return;
    }
    request.status =
        x25519(request.scalar.first<32>(), request.peer.first<32>(), request.shared.first<32>());
}

void make_eight(const X25519LanesImpl& kernel, std::span<X25519PublicValue> requests) {
    LaneNumbers scalars, values;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const bool used = lane < requests.size();  // public: how many requests there are
        load_clamped(scalars, lane, used ? requests[lane].scalar : ByteView{kNine});
    }
    kernel.public_values(scalars, values);
    for (std::size_t lane = 0; lane < requests.size(); ++lane)
        store_lane_le(values, lane, requests[lane].public_value);
    wipe_object(scalars);
}

}  // namespace

void x25519_lanes(std::span<X25519Agreement> requests) {
    const X25519LanesImpl* kernel = x25519_lanes_impl();
    while (!requests.empty()) {
        const auto some = requests.first(std::min(requests.size(), kLanes));
        if (kernel != nullptr && some.size() >= kFewestAgreements) {
            agree_eight(*kernel, some);
        } else {
            for (X25519Agreement& request : some) agree_one(request);
        }
        requests = requests.subspan(some.size());
    }
}

void x25519_public_lanes(std::span<X25519PublicValue> requests) {
    const X25519LanesImpl* kernel = x25519_lanes_impl();
    while (!requests.empty()) {
        const auto some = requests.first(std::min(requests.size(), kLanes));
        if (kernel != nullptr && some.size() >= kFewestPublicValues) {
            make_eight(*kernel, some);
        } else {
            for (const X25519PublicValue& request : some) {
                x25519_public_key(request.scalar.first<32>(), request.public_value.first<32>());
            }
        }
        requests = requests.subspan(some.size());
    }
}

const X25519LanesImpl* x25519_lanes_impl() {
#if defined(__x86_64__)
    if (const X25519LanesImpl* kernel = x25519_lanes_ifma(); cpu::usable(*kernel)) return kernel;
#endif
    return nullptr;
}

}  // namespace vitrine::crypto
