#include "crypto/pk/ec.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "crypto/drbg.h"
#include "crypto/pk/ec_implementations.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using test::VectorBlock;
using Bytes = std::vector<std::uint8_t>;

constexpr Curve kAllCurves[] = {Curve::p256, Curve::p384, Curve::p521};

Curve curve_of(const VectorBlock& block) {
    return block.section == "P-256"   ? Curve::p256
           : block.section == "P-384" ? Curve::p384
                                      : Curve::p521;
}

HashAlg hash_of(const VectorBlock& block) {
    static const std::map<std::string, HashAlg> kNames = {{"SHA-1", HashAlg::sha1},
                                                          {"SHA-224", HashAlg::sha224},
                                                          {"SHA-256", HashAlg::sha256},
                                                          {"SHA-384", HashAlg::sha384},
                                                          {"SHA-512", HashAlg::sha512}};
    return kNames.at(block.text("Hash"));
}

Digest digest_of(const VectorBlock& block) {
    return hash(hash_of(block), block.bytes("Message"));
}

EcdsaSignature signature_of(const VectorBlock& block) {
    EcdsaSignature signature;
    copy_bytes(block.bytes("R"), signature.r);
    copy_bytes(block.bytes("S"), signature.s);
    return signature;
}

/// Runs `body` once for every set of versions that a level of VITRINE_CPU can choose.
template <class Body>
void at_every_level(Body body) {
    std::string last;
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        std::string chosen;
        for (const Curve curve : kAllCurves) {
            chosen += std::string{ec::best_implementation(curve).name} + " ";
        }
        if (chosen == last) continue;
        last = chosen;
        SCOPED_TRACE(chosen);
        body();
    }
}

TEST(Ecdh, AgreesWithRfc5903FromBothSides) {
    at_every_level([] {
        for (const VectorBlock& block : test::read_vectors("crypto/ecdh_rfc5903.txt")) {
            SCOPED_TRACE(block.line);
            const Curve curve = curve_of(block);
            Bytes shared(field_len(curve)), point(point_len(curve));
            ASSERT_TRUE(
                ec_agree(curve, block.bytes("PrivateI"), block.bytes("PointR"), shared).ok());
            EXPECT_EQ(shared, block.bytes("Shared"));
            ASSERT_TRUE(
                ec_agree(curve, block.bytes("PrivateR"), block.bytes("PointI"), shared).ok());
            EXPECT_EQ(shared, block.bytes("Shared"));
            ASSERT_TRUE(ec_public_key(curve, block.bytes("PrivateI"), point).ok());
            EXPECT_EQ(point, block.bytes("PointI"));
        }
    });
}

TEST(Ecdh, AcceptsAndRefusesAsWycheproofSays) {
    at_every_level([] {
        for (const VectorBlock& block : test::read_vectors("crypto/ecdh_wycheproof.txt")) {
            SCOPED_TRACE(block.line);
            const Curve curve = curve_of(block);
            Bytes shared(field_len(curve));
            const Status status =
                ec_agree(curve, block.bytes("Private"), block.bytes("Point"), shared);
            ASSERT_EQ(status.ok(), block.text("Result") == "valid");
            if (status.ok()) {
                EXPECT_EQ(shared, block.bytes("Shared"));
            } else {
                EXPECT_EQ(status.error().code, ErrorCode::bad_point);
            }
        }
    });
}

TEST(EcPoint, RefusesEveryFlippedBitAndEveryOtherLength) {
    for (const VectorBlock& block : test::read_vectors("crypto/ecdh_rfc5903.txt")) {
        const Curve curve = curve_of(block);
        const Bytes good = block.bytes("PointI");
        ASSERT_TRUE(ec_check_point(curve, good).ok());
        for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
            Bytes bad = good;
            bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
            EXPECT_EQ(ec_check_point(curve, bad).error().code, ErrorCode::bad_point) << bit;
        }
        for (std::size_t n = 0; n < good.size(); ++n) {
            EXPECT_FALSE(ec_check_point(curve, ByteView{good}.first(n)).ok());
        }
        Bytes longer = good;
        longer.push_back(0);
        EXPECT_FALSE(ec_check_point(curve, longer).ok());
    }
}

TEST(EcPoint, RefusesAllZeroCoordinates) {
    for (const Curve curve : kAllCurves) {
        Bytes point(point_len(curve));
        point[0] = 4;
        EXPECT_EQ(ec_check_point(curve, point).error().code, ErrorCode::bad_point);
    }
}

/// The order n as bytes, from the constants of FIPS 186-4.
Bytes order_of(Curve curve) {
    const char* text[] = {"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                          "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db2"
                          "48b0a77aecec196accc52973",
                          "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa5186"
                          "8783bf2f966b7fcc0148f709"
                          "a5d03bb5c9b8899c47aebb6fb71e91386409"};
    return test::from_hex(text[static_cast<std::size_t>(curve)]);
}

Bytes less(Bytes n, std::uint8_t by) {
    n.back() = static_cast<std::uint8_t>(n.back() - by);
    return n;
}

TEST(EcKey, RefusesScalarsOutOfRange) {
    for (const Curve curve : kAllCurves) {
        Bytes point(point_len(curve));
        const Bytes order = order_of(curve);
        EXPECT_TRUE(ec_public_key(curve, less(order, 1), point).ok());
        EXPECT_EQ(ec_public_key(curve, order, point).error().code, ErrorCode::bad_private_key);
        EXPECT_EQ(ec_public_key(curve, Bytes(field_len(curve)), point).error().code,
                  ErrorCode::bad_private_key);
        EXPECT_EQ(ec_public_key(curve, Bytes(field_len(curve) - 1, 1), point).error().code,
                  ErrorCode::bad_private_key);
    }
}

TEST(EcKey, SmallAndLargestScalarsGiveOppositePoints) {
    at_every_level([] {
        for (const Curve curve : kAllCurves) {
            for (std::uint8_t k = 1; k <= 9; ++k) {
                Bytes small(field_len(curve)), up(point_len(curve)), down(point_len(curve));
                small.back() = k;
                ASSERT_TRUE(ec_public_key(curve, small, up).ok());
                ASSERT_TRUE(ec_public_key(curve, less(order_of(curve), k), down).ok());
                const std::size_t len = field_len(curve);
                EXPECT_TRUE(
                    equal_public(ByteView{up}.subspan(1, len), ByteView{down}.subspan(1, len)));
                EXPECT_FALSE(equal_public(up, down));
                EXPECT_TRUE(ec_check_point(curve, up).ok());
                // The same through the variable-base multiplication, whose last step is the
                // exceptional one.
                Bytes base(point_len(curve)), one(field_len(curve)), x(field_len(curve));
                one.back() = 1;
                ASSERT_TRUE(ec_public_key(curve, one, base).ok());
                for (const Bytes& scalar : {small, less(order_of(curve), k)}) {
                    ASSERT_TRUE(ec_agree(curve, scalar, base, x).ok());
                    EXPECT_TRUE(equal_public(x, ByteView{up}.subspan(1, len)));
                }
            }
        }
    });
}

/// Small, large, single bits, runs of ones, and every digit of five bits in every place.
std::vector<Bytes> telling_scalars(Curve curve) {
    const std::size_t len = field_len(curve);
    std::vector<Bytes> scalars;
    for (std::uint8_t k = 1; k <= 40; ++k) {
        scalars.emplace_back(len).back() = k;
        scalars.push_back(less(order_of(curve), k));
    }
    for (std::size_t bit = 1; bit + 8 < 8 * len; ++bit) {
        Bytes power(len), ones(len);
        power[len - 1 - bit / 8] = static_cast<std::uint8_t>(1u << (bit % 8));
        for (std::size_t i = 0; i < bit; ++i) {
            ones[len - 1 - i / 8] =
                static_cast<std::uint8_t>(ones[len - 1 - i / 8] | 1u << (i % 8));
        }
        scalars.push_back(power);
        scalars.push_back(ones);
    }
    for (unsigned digit = 1; digit < 32; ++digit) {
        Bytes repeated(len);
        for (std::size_t bit = 0; bit + 8 < 8 * len; ++bit) {
            const unsigned set = (digit >> (bit % 5)) & 1u;
            std::uint8_t& byte = repeated[len - 1 - bit / 8];
            byte = static_cast<std::uint8_t>(byte | set << (bit % 8));
        }
        scalars.push_back(repeated);
    }
    return scalars;
}

TEST(EcImplementations, MultiplyAlike) {
    ASSERT_TRUE(cpu::limit("avx512"));
    for (const Curve curve : kAllCurves) {
        const auto rows = ec::implementations(curve);
        const ec::EcImpl& plain = *rows.back();
        Bytes peer(point_len(curve));
        plain.multiply_base(order_of(curve), peer);  // infinity: all zero
        EXPECT_EQ(peer[1] | peer.back(), 0);
        plain.multiply_base(Bytes(field_len(curve), 0x5a), peer);
        for (const Bytes& scalar : telling_scalars(curve)) {
            Bytes expected(point_len(curve)), found(point_len(curve));
            Bytes shared(field_len(curve)), other(field_len(curve));
            plain.multiply_base(scalar, expected);
            plain.agree(scalar, peer, shared);
            for (const ec::EcImpl* row : rows) {
                if (!cpu::usable(*row)) continue;
                row->multiply_base(scalar, found);
                ASSERT_EQ(found, expected) << row->name << " " << test::to_hex(scalar);
                row->agree(scalar, peer, other);
                ASSERT_EQ(other, shared) << row->name << " " << test::to_hex(scalar);
            }
        }
    }
}

TEST(EcKey, GeneratedKeysDifferAndAgree) {
    Drbg rng{std::array<std::uint8_t, 32>{1}};
    at_every_level([&] {
        for (const Curve curve : kAllCurves) {
            Bytes a(field_len(curve)), b(field_len(curve)), ka(point_len(curve)),
                kb(point_len(curve));
            Bytes ab(field_len(curve)), ba(field_len(curve));
            ASSERT_TRUE(ec_generate(curve, rng, a, ka).ok());
            ASSERT_TRUE(ec_generate(curve, rng, b, kb).ok());
            EXPECT_NE(a, b);
            ASSERT_TRUE(ec_agree(curve, a, kb, ab).ok());
            ASSERT_TRUE(ec_agree(curve, b, ka, ba).ok());
            EXPECT_EQ(ab, ba);
        }
    });
}

class ZeroRng final : public Rng {
  public:
    Status fill(MutByteView out) override {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        return done();
    }
};

TEST(EcKey, BrokenGeneratorEndsInAnError) {
    ZeroRng rng;
    Bytes scalar(32), point(65);
    EXPECT_EQ(ec_generate(Curve::p256, rng, scalar, point).error().code,
              ErrorCode::entropy_failure);
}

TEST(Ecdsa, SignsAsRfc6979Says) {
    at_every_level([] {
        for (const VectorBlock& block : test::read_vectors("crypto/ecdsa_rfc6979.txt")) {
            SCOPED_TRACE(block.line);
            EcdsaSignature signature;
            ASSERT_TRUE(ecdsa_sign(curve_of(block), block.bytes("Private"), hash_of(block),
                                   digest_of(block).view(), nullptr, signature)
                            .ok());
            EXPECT_EQ(signature.r, signature_of(block).r);
            EXPECT_EQ(signature.s, signature_of(block).s);
        }
    });
}

TEST(Ecdsa, VerifiesRfc6979AndRefusesEveryFlippedBit) {
    at_every_level([] {
        for (const VectorBlock& block : test::read_vectors("crypto/ecdsa_rfc6979.txt")) {
            SCOPED_TRACE(block.line);
            const Curve curve = curve_of(block);
            const Bytes point = block.bytes("Point");
            const Digest digest = digest_of(block);
            const EcdsaSignature good = signature_of(block);
            ASSERT_TRUE(ecdsa_verify_vartime(curve, point, digest.view(), good).ok());
            for (std::size_t bit = 0; bit < 8 * field_len(curve); bit += 37) {
                EcdsaSignature bad = good;
                bad.r[bit / 8] = static_cast<std::uint8_t>(bad.r[bit / 8] ^ (1u << (bit % 8)));
                EXPECT_EQ(ecdsa_verify_vartime(curve, point, digest.view(), bad).error().code,
                          ErrorCode::bad_signature);
                bad = good;
                bad.s[bit / 8] = static_cast<std::uint8_t>(bad.s[bit / 8] ^ (1u << (bit % 8)));
                EXPECT_EQ(ecdsa_verify_vartime(curve, point, digest.view(), bad).error().code,
                          ErrorCode::bad_signature);
            }
            Digest other = digest;
            other.bytes[0] ^= 1;
            EXPECT_FALSE(ecdsa_verify_vartime(curve, point, other.view(), good).ok());
        }
    });
}

TEST(Ecdsa, VerifiesAndRefusesAsWycheproofSays) {
    at_every_level([] {
        for (const VectorBlock& block : test::read_vectors("crypto/ecdsa_wycheproof.txt")) {
            SCOPED_TRACE(block.line);
            EXPECT_EQ(ecdsa_verify_vartime(curve_of(block), block.bytes("Point"),
                                           digest_of(block).view(), signature_of(block))
                          .ok(),
                      block.text("Result") == "valid");
        }
    });
}

TEST(Ecdsa, TakesTheLeftmostBitsOfALongDigest) {
    at_every_level([] {
        std::size_t longest = 0;
        for (const VectorBlock& block : test::read_vectors("crypto/ecdsa_long_digests.txt")) {
            SCOPED_TRACE(block.line);
            const Curve curve = curve_of(block);
            const Bytes point = block.bytes("Point");
            const EcdsaSignature signature = signature_of(block);
            Bytes digest = block.bytes("Digest");
            longest = std::max(longest, digest.size());
            EXPECT_TRUE(ecdsa_verify_vartime(curve, point, digest, signature).ok());
            const std::size_t last = field_len(curve) - 1;  // of the bytes that count
            const unsigned spare = curve == Curve::p521 ? 7 : 0;
            digest[last] ^= static_cast<std::uint8_t>(1U << spare);
            EXPECT_FALSE(ecdsa_verify_vartime(curve, point, digest, signature).ok());
            digest[last] ^= static_cast<std::uint8_t>(1U << spare);
            if (spare == 0 && digest.size() > last + 1) digest[last + 1] ^= 0x80;
            if (spare != 0) digest[last] ^= 0x7f;
            EXPECT_TRUE(ecdsa_verify_vartime(curve, point, digest, signature).ok());
        }
        EXPECT_GE(longest, field_len(Curve::p521));
    });
}

TEST(Ecdsa, RefusesZeroAndTheOrderInSignatures) {
    const auto blocks = test::read_vectors("crypto/ecdsa_rfc6979.txt");
    for (const VectorBlock& block : blocks) {
        const Curve curve = curve_of(block);
        const Bytes order = order_of(curve);
        for (const Bytes& value : {Bytes(order.size()), order}) {
            EcdsaSignature bad = signature_of(block);
            copy_bytes(value, bad.r);
            EXPECT_FALSE(
                ecdsa_verify_vartime(curve, block.bytes("Point"), digest_of(block).view(), bad)
                    .ok());
            bad = signature_of(block);
            copy_bytes(value, bad.s);
            EXPECT_FALSE(
                ecdsa_verify_vartime(curve, block.bytes("Point"), digest_of(block).view(), bad)
                    .ok());
        }
    }
    EXPECT_FALSE(ecdsa_verify_vartime(Curve::p256, blocks[0].bytes("Point"), Bytes(32), {}).ok());
}

TEST(Ecdsa, HedgedSignaturesDifferAndVerify) {
    Drbg rng{std::array<std::uint8_t, 32>{2}};
    const auto blocks = test::read_vectors("crypto/ecdsa_rfc6979.txt");
    for (const Curve curve : kAllCurves) {
        Bytes scalar(field_len(curve)), point(point_len(curve));
        ASSERT_TRUE(ec_generate(curve, rng, scalar, point).ok());
        EcdsaSignature first, second;
        const Bytes digest(32, 7);
        ASSERT_TRUE(ecdsa_sign(curve, scalar, HashAlg::sha256, digest, &rng, first).ok());
        ASSERT_TRUE(ecdsa_sign(curve, scalar, HashAlg::sha256, digest, &rng, second).ok());
        EXPECT_NE(first.r, second.r);
        EXPECT_TRUE(ecdsa_verify_vartime(curve, point, digest, first).ok());
        EXPECT_TRUE(ecdsa_verify_vartime(curve, point, digest, second).ok());
    }
}

TEST(Ecdsa, RefusesKeysOutOfRange) {
    EcdsaSignature signature;
    for (const Curve curve : kAllCurves) {
        for (const Bytes& key : {Bytes(field_len(curve)), order_of(curve), Bytes(3, 1)}) {
            EXPECT_EQ(
                ecdsa_sign(curve, key, HashAlg::sha256, Bytes(32), nullptr, signature).error().code,
                ErrorCode::bad_private_key);
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto
