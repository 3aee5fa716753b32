#include "crypto/pk/p256_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <vector>

#include "crypto/drbg.h"
#include "crypto/pk/ec.h"
#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using test::VectorBlock;
using Bytes = std::vector<std::uint8_t>;

struct Case {
    Case(Bytes k, Bytes p, Bytes z, bool is_valid)
        : scalar(std::move(k)), point(std::move(p)), expected(std::move(z)), valid(is_valid) {}
    [[nodiscard]] P256Agreement request() { return {scalar, point, shared}; }
    void expect_answer(const P256Agreement& answered) const {
        EXPECT_EQ(answered.status.ok(), valid);
        if (valid) {
            EXPECT_EQ(shared, expected);
        } else {
            EXPECT_EQ(answered.status.error().code, ErrorCode::bad_point);
        }
    }

    Bytes scalar, point, expected;
    bool valid;
    Bytes shared = Bytes(32, 0xee);
};

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (const VectorBlock& block : test::read_vectors("crypto/ecdh_rfc5903.txt")) {
        if (block.section != "P-256") continue;
        cases.emplace_back(block.bytes("PrivateI"), block.bytes("PointR"), block.bytes("Shared"),
                           true);
        cases.emplace_back(block.bytes("PrivateR"), block.bytes("PointI"), block.bytes("Shared"),
                           true);
    }
    for (const VectorBlock& block : test::read_vectors("crypto/ecdh_wycheproof.txt")) {
        if (block.section != "P-256") continue;
        cases.emplace_back(block.bytes("Private"), block.bytes("Point"), block.bytes("Shared"),
                           block.text("Result") == "valid");
    }
    EXPECT_GT(cases.size(), 40U);
    return cases;
}

std::vector<Case> good_cases() {
    std::vector<Case> cases = all_cases();
    std::erase_if(cases, [](const Case& one) { return !one.valid; });
    cases.erase(cases.begin() + kLanes, cases.end());
    return cases;
}

std::vector<P256Agreement> run(std::vector<Case>& cases) {
    std::vector<P256Agreement> requests;
    for (Case& one : cases) requests.push_back(one.request());
    p256_agree_lanes(requests);
    return requests;
}

TEST(P256Lanes, AgreeWithRfc5903AndWycheproofInEveryLane) {
    test::for_each_cpu_level([] {
        for (std::size_t shift = 0; shift < kLanes; ++shift) {
            std::vector<Case> cases = all_cases();
            std::ranges::rotate(cases, cases.begin() + static_cast<std::ptrdiff_t>(shift));
            const std::vector<P256Agreement> answered = run(cases);
            for (std::size_t i = 0; i < cases.size(); ++i) {
                SCOPED_TRACE(i);
                cases[i].expect_answer(answered[i]);
            }
        }
    });
}

TEST(P256Lanes, EveryNumberOfRequestsIsAnswered) {
    test::for_each_cpu_level([] {
        for (std::size_t count = 0; count <= kLanes; ++count) {
            std::vector<Case> cases = good_cases();
            cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(count), cases.end());
            const std::vector<P256Agreement> answered = run(cases);
            for (std::size_t i = 0; i < count; ++i) cases[i].expect_answer(answered[i]);
        }
    });
}

using Spoil = void (*)(Case&);
struct Bad {
    const char* name;
    Spoil spoil;
    ErrorCode code;
};
constexpr Bad kBad[] = {
    {"off the curve", [](Case& one) { one.point[40] ^= 1; }, ErrorCode::bad_point},
    {"short point", [](Case& one) { one.point.pop_back(); }, ErrorCode::bad_point},
    {"long point", [](Case& one) { one.point.push_back(0); }, ErrorCode::bad_point},
    {"no point", [](Case& one) { one.point.clear(); }, ErrorCode::bad_point},
    {"infinity", [](Case& one) { one.point = {0}; }, ErrorCode::bad_point},
    {"hybrid form", [](Case& one) { one.point[0] = 6; }, ErrorCode::bad_point},
    {"x above p", [](Case& one) { std::fill_n(one.point.begin() + 1, 32, std::uint8_t{0xff}); },
     ErrorCode::bad_point},
    {"y above p", [](Case& one) { std::fill_n(one.point.begin() + 33, 32, std::uint8_t{0xff}); },
     ErrorCode::bad_point},
    {"zero", [](Case& one) { std::ranges::fill(one.point.begin() + 1, one.point.end(), 0); },
     ErrorCode::bad_point},
    {"scalar 0", [](Case& one) { std::ranges::fill(one.scalar, 0); }, ErrorCode::bad_private_key},
    {"scalar above n", [](Case& one) { std::ranges::fill(one.scalar, 0xff); },
     ErrorCode::bad_private_key},
    {"short scalar", [](Case& one) { one.scalar.pop_back(); }, ErrorCode::bad_private_key},
    {"short result", [](Case& one) { one.shared.pop_back(); }, ErrorCode::bad_input_length},
};

void expect_only_this_lane_fails(std::size_t lane, const Bad& bad) {
    SCOPED_TRACE(bad.name);
    std::vector<Case> cases = good_cases();
    bad.spoil(cases[lane]);
    const std::vector<P256Agreement> answered = run(cases);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (i != lane) cases[i].expect_answer(answered[i]);
    }
    ASSERT_FALSE(answered[lane].status.ok());
    EXPECT_EQ(answered[lane].status.error().code, bad.code);
    const Status alone =
        ec_agree(Curve::p256, cases[lane].scalar, cases[lane].point, cases[lane].shared);
    EXPECT_EQ(answered[lane].status.error().offset, alone.error().offset);
}

TEST(P256Lanes, ABadLaneDisturbsNoOther) {
    test::for_each_cpu_level([] {
        std::size_t lane = 0;
        for (const Bad& bad : kBad) expect_only_this_lane_fails(lane++ % kLanes, bad);
    });
}

/// 1 ... 40, n - 1 ... n - 40 and powers of two: where an addition could meet its own exception.
std::vector<Bytes> edge_scalars() {
    std::vector<Bytes> scalars;
    const Bytes n = test::from_hex(
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");  // FIPS 186-4
    for (int i = 1; i <= 40; ++i) {
        Bytes low(32, 0);
        low.back() = static_cast<std::uint8_t>(i);
        scalars.push_back(low);
        Bytes high(32);
        copy_bytes(n, high);
        high[31] = static_cast<std::uint8_t>(high[31] - i);
        scalars.push_back(high);
    }
    for (std::size_t bit = 6; bit < 256; ++bit) {
        Bytes power(32, 0);
        power[31 - bit / 8] = static_cast<std::uint8_t>(1u << (bit % 8));
        scalars.push_back(power);
    }
    return scalars;
}

/// The public value of each scalar by the single lane is the agreement with the base point's x.
TEST(P256Lanes, ScalarsAtTheEdges) {
    const std::vector<Bytes> scalars = edge_scalars();
    Bytes base(65), one(32, 0);
    one.back() = 1;
    ASSERT_TRUE(ec_public_key(Curve::p256, one, base).ok());
    std::vector<Case> cases;
    for (const Bytes& scalar : scalars) {
        Bytes expected(65);
        ASSERT_TRUE(ec_public_key(Curve::p256, scalar, expected).ok());
        cases.emplace_back(scalar, base, Bytes(expected.begin() + 1, expected.begin() + 33), true);
    }
    const std::vector<P256Agreement> answered = run(cases);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        SCOPED_TRACE(i);
        cases[i].expect_answer(answered[i]);
    }
}

/// Gives the bytes it was made with, and then no more.
class ListRng final : public Rng {
  public:
    explicit ListRng(Bytes bytes) : bytes_(std::move(bytes)) {}
    Status fill(MutByteView out) override {
        if (out.size() > bytes_.size() - at_) return Error{ErrorCode::entropy_failure};
        copy_bytes(ByteView{bytes_}.subspan(at_, out.size()), out);
        at_ += out.size();
        return done();
    }

  private:
    Bytes bytes_;
    std::size_t at_ = 0;
};

struct KeyPair {
    Bytes scalar = Bytes(32), point = Bytes(65);
    bool operator==(const KeyPair&) const = default;
};

/// Key pairs from these generators, by the lanes and by the single lane.
void expect_pairs_of_the_single_lane(const std::vector<Bytes>& random) {
    std::deque<ListRng> generators;
    std::vector<KeyPair> pairs(random.size());
    std::vector<P256KeyPair> requests;
    for (std::size_t i = 0; i < random.size(); ++i) {
        generators.emplace_back(random[i]);
        requests.push_back({&generators[i], pairs[i].scalar, pairs[i].point});
    }
    p256_generate_lanes(requests);
    for (std::size_t i = 0; i < random.size(); ++i) {
        ListRng again{random[i]};
        KeyPair expected;
        const Status status = ec_generate(Curve::p256, again, expected.scalar, expected.point);
        ASSERT_EQ(requests[i].status.ok(), status.ok()) << i;
        EXPECT_EQ(pairs[i], expected) << i;
    }
}

TEST(P256Lanes, KeyPairsAreThoseOfTheSingleLane) {
    std::vector<Bytes> random = edge_scalars();
    Drbg rng{std::array<std::uint8_t, 32>{3}};
    for (int i = 0; i < 200; ++i) {
        random.emplace_back(32);
        ASSERT_TRUE(rng.fill(random.back()).ok());
    }
    random[3] = Bytes(96, 0xff);  // two candidates above n, then one that is not
    std::fill(random[3].begin() + 64, random[3].end(), std::uint8_t{0x11});
    random[6] = Bytes(64, 0xff);  // the generator runs dry
    random[8] = Bytes(64, 0);
    random[8].back() = 9;
    test::for_each_cpu_level([&] { expect_pairs_of_the_single_lane(random); });
}

}  // namespace
}  // namespace vitrine::crypto
