#include "crypto/pk/dh.h"

#include <gtest/gtest.h>

#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;

constexpr DhGroupId kAll[] = {DhGroupId::ffdhe2048, DhGroupId::ffdhe3072, DhGroupId::ffdhe4096,
                              DhGroupId::ffdhe6144, DhGroupId::ffdhe8192};

Bytes bytes_of(ByteView view) {
    return {view.begin(), view.end()};
}

Bytes plus(ByteView number, int by) {  // the low byte of every p here is ff
    Bytes out = bytes_of(number);
    if (by == 1) {
        for (std::size_t i = out.size(); i-- > 0 && ++out[i] == 0;) {
        }
    } else if (by == -1) {
        --out.back();
    }
    return out;
}

TEST(Dh, AgreesWithNistVectors) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/dh.txt")) {
            const Bytes p = block.bytes("P");
            const Bytes g = block.bytes("G");
            const Bytes x = block.bytes("X");
            const DhGroup group{p, g, 8 * x.size()};
            DhShared shared;
            ASSERT_TRUE(dh_agree(group, DhExponent{x}, block.bytes("Y"), shared).ok())
                << "line " << block.line;
            EXPECT_EQ(bytes_of(shared.expose()), block.bytes("K")) << "line " << block.line;
        }
    });
}

TEST(Dh, BothSidesAgreeInEveryNamedGroup) {
    test::for_each_cpu_level([] {
        auto rng = test::seeded_rng();
        for (const DhGroupId id : kAll) {
            const DhGroup& group = ffdhe(id);
            DhExponent a, b;
            Bytes public_a(group.p_len()), public_b(group.p_len());
            ASSERT_TRUE(dh_generate(group, rng, a, public_a).ok());
            ASSERT_TRUE(dh_generate(group, rng, b, public_b).ok());
            EXPECT_NE(public_a, public_b);
            DhShared one, two;
            ASSERT_TRUE(dh_agree(group, a, public_b, one).ok());
            ASSERT_TRUE(dh_agree(group, b, public_a, two).ok());
            EXPECT_EQ(bytes_of(one.expose()), bytes_of(two.expose())) << name_of(id);
            EXPECT_EQ(one.size(), group.p_len());
        }
    });
}

// Lim-Lee and others: values in small subgroups give the exponent away (RFC 7919 §5.1).
TEST(Dh, RefusesPublicValuesOutOfRange) {
    auto rng = test::seeded_rng();
    const DhGroup& group = ffdhe(DhGroupId::ffdhe2048);
    DhExponent x;
    Bytes y(group.p_len());
    ASSERT_TRUE(dh_generate(group, rng, x, y).ok());
    DhShared shared;
    for (const Bytes& bad : {Bytes{}, Bytes{0}, Bytes{1}, Bytes(256, 0), plus(group.p, -1),
                             bytes_of(group.p), plus(group.p, 1), Bytes(257, 1)}) {
        EXPECT_EQ(dh_agree(group, x, bad, shared).error().code, ErrorCode::bad_public_value);
    }
    Bytes largest = bytes_of(group.p);
    largest.back() = static_cast<std::uint8_t>(largest.back() - 2);
    EXPECT_TRUE(dh_agree(group, x, largest, shared).ok());
    EXPECT_TRUE(dh_agree(group, x, Bytes{0, 0, 2}, shared).ok());
    y.insert(y.begin(), 0);
    EXPECT_TRUE(dh_agree(group, x, y, shared).ok()) << "leading zeros are allowed";
}

TEST(Dh, RefusesAnExponentOfAnotherGroup) {
    const DhGroup& group = ffdhe(DhGroupId::ffdhe2048);
    DhShared shared;
    EXPECT_EQ(dh_agree(group, DhExponent{Bytes(30, 1)}, Bytes{2}, shared).error().code,
              ErrorCode::bad_parameters);
}

TEST(DhGroup, IsRefusedWhenSmallEvenOrHuge) {
    const ByteView p = ffdhe(DhGroupId::ffdhe2048).p;
    const Bytes two = {2};
    const auto check = [&](ByteView prime, ByteView g, std::size_t min_bits) {
        const Status status = dh_check_group({prime, g, 0}, min_bits);
        return status.ok() ? ErrorCode::internal : status.error().code;
    };
    EXPECT_EQ(check(p, two, 2048), ErrorCode::internal);
    EXPECT_EQ(check(p, two, 2049), ErrorCode::weak_parameters);
    EXPECT_EQ(check(Bytes(64, 0xff), two, 1024), ErrorCode::weak_parameters) << "Logjam's 512 bits";
    EXPECT_EQ(check({}, two, 0), ErrorCode::weak_parameters);
    EXPECT_EQ(check(plus(p, -1), two, 2048), ErrorCode::bad_parameters);
    EXPECT_EQ(check(Bytes(1025, 0xff), two, 2048), ErrorCode::bad_parameters);
    for (const Bytes& g : {Bytes{}, Bytes{0}, Bytes{1}, plus(p, -1), bytes_of(p)}) {
        EXPECT_EQ(check(p, g, 2048), ErrorCode::bad_parameters);
    }
}

TEST(DhGroup, IsKnownByExactNumbersOnly) {
    const Bytes two = {2};
    for (const DhGroupId id : kAll) EXPECT_EQ(known_group(ffdhe(id).p, two), &ffdhe(id));
    Bytes padded = bytes_of(ffdhe(DhGroupId::ffdhe3072).p);
    padded.insert(padded.begin(), 2, 0);
    EXPECT_EQ(known_group(padded, Bytes{0, 2}), &ffdhe(DhGroupId::ffdhe3072));
    EXPECT_EQ(known_group(padded, Bytes{5}), nullptr);
    padded[100] ^= 1;
    EXPECT_EQ(known_group(padded, two), nullptr);
}

// RFC 7919 appendix A: sizes and least exponents.
TEST(DhGroup, HasTheSizesOfRfc7919) {
    const std::size_t bits[] = {2048, 3072, 4096, 6144, 8192};
    const std::size_t exponents[] = {225, 275, 325, 375, 400};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(ffdhe(kAll[i]).p_bits(), bits[i]);
        EXPECT_EQ(ffdhe(kAll[i]).exponent_bits, exponents[i]);
        EXPECT_TRUE(dh_check_group(ffdhe(kAll[i]), 2048).ok());
    }
}

}  // namespace
}  // namespace vitrine::crypto
