#include "crypto/pk/x25519_lanes.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "crypto/drbg.h"
#include "crypto/pk/x25519.h"
#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using test::VectorBlock;
using Bytes = std::vector<std::uint8_t>;

struct Case {
    explicit Case(const VectorBlock& block)
        : scalar(block.bytes("Private")),
          peer(block.bytes("Public")),
          expected(block.bytes("Shared")),
          valid(block.text("Result") == "valid") {}
    [[nodiscard]] X25519Agreement request() { return {scalar, peer, shared}; }

    Bytes scalar, peer, expected;
    bool valid;
    Bytes shared = Bytes(32, 0xee);
};

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (const VectorBlock& block : test::read_vectors("crypto/x25519.txt"))
        cases.emplace_back(block);
    return cases;
}

void expect_answer(const Case& one, const X25519Agreement& request) {
    EXPECT_EQ(request.status.ok(), one.valid);
    EXPECT_EQ(one.shared, one.expected);
    if (!request.status.ok()) {
        EXPECT_EQ(request.status.error().code, ErrorCode::zero_shared_secret);
    }
}

TEST(X25519Lanes, AgreeWithRfc7748AndWycheproofInEveryLane) {
    test::for_each_cpu_level([] {
        for (std::size_t shift = 0; shift < kLanes; ++shift) {
            std::vector<Case> cases = all_cases();
            std::rotate(cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(shift),
                        cases.end());
            std::vector<X25519Agreement> requests;
            for (Case& one : cases) requests.push_back(one.request());
            x25519_lanes(requests);
            for (std::size_t i = 0; i < cases.size(); ++i) {
                SCOPED_TRACE(i);
                expect_answer(cases[i], requests[i]);
            }
        }
    });
}

TEST(X25519Lanes, EveryNumberOfRequestsIsAnswered) {
    test::for_each_cpu_level([] {
        for (std::size_t count = 0; count <= 2 * kLanes + 1; ++count) {
            SCOPED_TRACE(count);
            std::vector<Case> cases = all_cases();
            std::vector<X25519Agreement> requests;
            for (std::size_t i = 0; i < count; ++i) requests.push_back(cases[i].request());
            x25519_lanes(requests);
            for (std::size_t i = 0; i < count; ++i) expect_answer(cases[i], requests[i]);
        }
    });
}

/// Lane `bad` gets a peer of `len` zeros: at full length, a point of order 2.
void expect_only_this_lane_fails(const std::vector<Case>& good, std::size_t bad, std::size_t len) {
    std::vector<Case> cases(good.begin(), good.begin() + kLanes);
    cases[bad].peer = Bytes(len, 0);
    std::vector<X25519Agreement> requests;
    for (Case& one : cases) requests.push_back(one.request());
    x25519_lanes(requests);
    for (std::size_t i = 0; i < kLanes; ++i) {
        if (i != bad) expect_answer(cases[i], requests[i]);
    }
    ASSERT_FALSE(requests[bad].status.ok());
    EXPECT_EQ(requests[bad].status.error().code,
              len == kX25519Len ? ErrorCode::zero_shared_secret : ErrorCode::bad_point);
}

TEST(X25519Lanes, ABadLaneDisturbsNoOther) {
    std::vector<Case> good = all_cases();
    std::erase_if(good, [](const Case& one) { return !one.valid; });
    test::for_each_cpu_level([&] {
        for (std::size_t bad = 0; bad < kLanes; ++bad) {
            for (const std::size_t len : {32U, 31U, 33U, 0U})
                expect_only_this_lane_fails(good, bad, len);
        }
    });
}

TEST(X25519Lanes, PublicValuesAreThoseOfTheSingleLane) {
    test::for_each_cpu_level([] {
        Drbg rng{std::array<std::uint8_t, 32>{25}};
        std::vector<std::array<std::uint8_t, 32>> scalars(67), values(67);
        for (auto& scalar : scalars) ASSERT_TRUE(rng.fill(scalar).ok());
        scalars[0].fill(0xff);
        scalars[1].fill(0);
        scalars[2].fill(0x84);
        std::vector<X25519PublicValue> requests;
        for (std::size_t i = 0; i < scalars.size(); ++i)
            requests.push_back({scalars[i], values[i]});
        x25519_public_lanes(requests);
        for (std::size_t i = 0; i < scalars.size(); ++i) {
            std::array<std::uint8_t, 32> expected{};
            x25519_public_key(scalars[i], expected);
            EXPECT_EQ(values[i], expected) << i;
        }
    });
}

TEST(X25519Lanes, PublicValuesAreThoseOfRfc7748) {
    test::for_each_cpu_level([] {
        std::vector<Bytes> scalars, expected, values;
        for (const VectorBlock& block : test::read_vectors("crypto/x25519.txt")) {
            if (!block.has("Own")) continue;
            scalars.push_back(block.bytes("Private"));
            expected.push_back(block.bytes("Own"));
        }
        ASSERT_GE(scalars.size(), 2U);
        while (scalars.size() < kLanes) {  // the same again, in other lanes
            scalars.push_back(scalars[scalars.size() - 2]);
            expected.push_back(expected[expected.size() - 2]);
        }
        values.assign(scalars.size(), Bytes(32));
        std::vector<X25519PublicValue> requests;
        for (std::size_t i = 0; i < scalars.size(); ++i)
            requests.push_back({scalars[i], values[i]});
        x25519_public_lanes(requests);
        EXPECT_EQ(values, expected);
    });
}

}  // namespace
}  // namespace vitrine::crypto
