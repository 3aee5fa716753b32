// Points, ECDH, ECDSA, X25519 and Ed25519 of AWS-LC and Botan.
#include <gtest/gtest.h>

#include "crypto/pk/ec.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/x25519.h"
#include "extra/integer.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"
#include "x509/key_reader.h"
#include "x509/public_key.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using crypto::Curve;

constexpr const char* kOtherCurve = "the curves here are P-256, P-384, P-521";

/// The curves' equations: y^2 = x^3 - 3x + b modulo p (FIPS 186-4 §D.1.2).
struct Equation {
    Integer p, b, order;
};

Equation equation_of(Curve curve) {
    const auto two_to = [](unsigned n) { return Integer(Integer(1) << n); };
    switch (curve) {
        case Curve::p256:
            return {
                two_to(256) - two_to(224) + two_to(192) + two_to(96) - 1,
                Integer("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16),
                Integer("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)};
        case Curve::p384:
            return {
                two_to(384) - two_to(128) - two_to(96) + two_to(32) - 1,
                Integer("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398"
                        "d8a2ed19d2a85c8edd3ec2aef",
                        16),
                Integer("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db"
                        "248b0a77aecec196accc52973",
                        16)};
        case Curve::p521:
            break;
    }
    return {
        two_to(521) - 1,
        Integer("51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937"
                "b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
                16),
        Integer("1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966"
                "b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
                16)};
}

Bytes uncompressed(Curve curve, const Integer& x, const Integer& y) {
    Bytes point{4};
    for (const Integer& coordinate : {x, y}) {
        const Bytes bytes = be_bytes(coordinate, crypto::field_len(curve));
        point.insert(point.end(), bytes.begin(), bytes.end());
    }
    return point;
}

/// 02 or 03 and x, or what is uncompressed already; every p is 3 modulo 4.
Bytes decompressed(Curve curve, const Bytes& point) {
    if (point.empty() || point[0] == 4) return point;
    const Equation e = equation_of(curve);
    const Integer x = integer_of_bytes(Bytes(point.begin() + 1, point.end()));
    const Integer square = (x * x * x - 3 * x + e.b) % e.p;
    const Integer root_exponent = (e.p + 1) / 4;
    Integer y;
    mpz_powm(y.get_mpz_t(), square.get_mpz_t(), root_exponent.get_mpz_t(), e.p.get_mpz_t());
    EXPECT_EQ(y * y % e.p, (square + e.p) % e.p) << "no such point";
    if ((y % 2 != 0) != (point[0] == 3)) y = e.p - y;
    return uncompressed(curve, x, y);
}

Bytes scalar_of(Curve curve, const Integer& scalar) {
    return be_bytes(scalar, crypto::field_len(curve));
}

/// k G = point; a k out of [1, n-1] is refused.
bool base_times(Curve curve, const Integer& k, const Bytes& point) {
    Bytes out(crypto::point_len(curve));
    const bool made = crypto::ec_public_key(curve, scalar_of(curve, k), out).ok();
    const bool in_range = k > 0 && k < equation_of(curve).order;
    return made == in_range && (!made || out == point);
}

void read_aws_base(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const auto curve = curve_called(block.text("Curve"));
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        tally.valid(where(block), base_times(*curve, hex_integer(block.text("N")),
                                             uncompressed(*curve, hex_integer(block.text("X")),
                                                          hex_integer(block.text("Y")))));
    }
}

void read_botan_base(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"P"})) {
        const auto curve = curve_called(block.section);
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        tally.valid(where(block), base_times(*curve, hex_integer(block.text("k")),
                                             decompressed(*curve, bytes_of(block, "P"))));
    }
}

/// The x-coordinate of k times a point is `x`; where there is none (00), or k is too large,
/// nothing comes.
bool agrees(Curve curve, const Integer& k, const Bytes& point, const Bytes& x) {
    Bytes shared(crypto::field_len(curve));
    const bool agreed = crypto::ec_agree(curve, scalar_of(curve, k), point, shared).ok();
    const bool in_range = k > 0 && k < equation_of(curve).order;
    return agreed == in_range && (!agreed || shared == x);
}

void read_botan_points(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Z"})) {
        const auto curve = curve_called(block.section);
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        const Integer k = integer_of(block.text("k"));
        Bytes product = bytes_of(block, "Z");
        product.resize(1 + crypto::field_len(*curve));
        if (be_bytes(k).size() > crypto::field_len(*curve)) {
            tally.leave_out("a scalar has the length of the field");
            continue;
        }
        tally.valid(where(block), agrees(*curve, k, decompressed(*curve, bytes_of(block, "P")),
                                         Bytes(product.begin() + 1, product.end())));
    }
}

void read_aws_ecdh(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const auto curve = curve_called(block.text("Curve"));
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        const auto number = [&](const char* key) { return hex_integer(block.text(key)); };
        const Integer k = number("Private");
        tally.valid(where(block),
                    base_times(*curve, k, uncompressed(*curve, number("X"), number("Y"))) &&
                        agrees(*curve, k, uncompressed(*curve, number("PeerX"), number("PeerY")),
                               be_bytes(number("Z"), crypto::field_len(*curve))));
    }
}

void read_botan_ecdh(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"K"})) {
        const auto curve = curve_called(block.section);
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        tally.valid(where(block), agrees(*curve, integer_of(block.text("Secret")),
                                         decompressed(*curve, bytes_of(block, "CounterKey")),
                                         bytes_of(block, "K")));
    }
}

bool ecdsa_verifies(
    Curve curve, const Bytes& point, ByteView digest, const Integer& r, const Integer& s) {
    const std::size_t len = crypto::field_len(curve);
    if (bits_of(r) > 8 * len || bits_of(s) > 8 * len) return false;
    crypto::EcdsaSignature signature;
    copy_bytes(be_bytes(r, len), MutByteView{signature.r}.first(len));
    copy_bytes(be_bytes(s, len), MutByteView{signature.s}.first(len));
    return crypto::ecdsa_verify_vartime(curve, point, digest, signature).ok();
}

void read_aws_ecdsa(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const auto curve = curve_called(block.text("Curve"));
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        const auto number = [&](const char* key) { return hex_integer(block.text(key)); };
        const Bytes point = uncompressed(*curve, number("X"), number("Y"));
        const bool accepted =
            ecdsa_verifies(*curve, point, bytes_of(block, "Digest"), number("R"), number("S"));
        if (block.has("Invalid")) {
            tally.invalid(where(block), accepted);
        } else {
            tally.valid(where(block), accepted && (!block.has("Private") ||
                                                   base_times(*curve, number("Private"), point)));
        }
    }
}

/// r || s in one.
bool ecdsa_verifies(Curve curve, const Bytes& point, ByteView digest, const Bytes& signature) {
    const auto middle = signature.begin() + static_cast<std::ptrdiff_t>(signature.size() / 2);
    return signature.size() == 2 * crypto::field_len(curve) &&
           ecdsa_verifies(curve, point, digest, integer_of_bytes(Bytes(signature.begin(), middle)),
                          integer_of_bytes(Bytes(middle, signature.end())));
}

// Their nonces are random: what they signed verifies.
void read_botan_ecdsa_signed(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const auto curve = curve_called(block.text("Group"));
        const auto hash = find_hash(block.text("Hash"));
        if (!curve || !hash) {
            tally.leave_out(curve ? "not a hash of ours: " + block.text("Hash") : kOtherCurve);
            continue;
        }
        Bytes point(crypto::point_len(*curve));
        const bool made =
            crypto::ec_public_key(*curve, scalar_of(*curve, integer_of(block.text("X"))), point)
                .ok();
        const crypto::Digest digest = crypto::hash(*hash, bytes_of(block, "Msg"));
        tally.valid(where(block), made && ecdsa_verifies(*curve, point, digest.view(),
                                                         bytes_of(block, "Signature")));
    }
}

void read_botan_ecdsa_rfc6979(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const auto curve = curve_called(block.text("Group"));
        const auto hash = find_hash(block.text("Hash"));
        if (!curve || !hash) {
            tally.leave_out(curve ? "not a hash of ours: " + block.text("Hash") : kOtherCurve);
            continue;
        }
        const std::size_t len = crypto::field_len(*curve);
        const crypto::Digest digest = crypto::hash(*hash, bytes_of(block, "Msg"));
        crypto::EcdsaSignature made;
        const bool signs =
            crypto::ecdsa_sign(*curve, scalar_of(*curve, integer_of(block.text("X"))), *hash,
                               digest.view(), nullptr, made)
                .ok();
        Bytes both(made.r.begin(), made.r.begin() + static_cast<std::ptrdiff_t>(len));
        both.insert(both.end(), made.s.begin(), made.s.begin() + static_cast<std::ptrdiff_t>(len));
        tally.valid(where(block), signs && both == bytes_of(block, "Signature"));
    }
}

void read_botan_ecdsa_verified(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const auto curve = curve_called(block.text("Group"));
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        const Bytes point =
            uncompressed(*curve, integer_of(block.text("Px")), integer_of(block.text("Py")));
        const bool accepted =
            ecdsa_verifies(*curve, point, bytes_of(block, "Msg"), bytes_of(block, "Signature"));
        const bool valid = !block.has("Valid") || block.text("Valid") != "0";
        valid ? tally.valid(where(block), accepted) : tally.invalid(where(block), accepted);
    }
}

void read_botan_points_refused(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"InvalidKeyY"}, Keep::everything)) {
        const auto curve = curve_called(block.section);
        if (!curve) {
            tally.leave_out(kOtherCurve);
            continue;
        }
        const Integer x = integer_of(block.text("InvalidKeyX"));
        const Integer y = integer_of(block.text("InvalidKeyY"));
        const std::size_t bits = 8 * crypto::field_len(*curve);
        tally.invalid(where(block),
                      bits_of(x) <= bits && bits_of(y) <= bits &&
                          crypto::ec_check_point(*curve, uncompressed(*curve, x, y)).ok());
    }
}

const std::vector<std::string> kUnnamed{"UnnamedCurve"};

void read_botan_explicit_private(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Key"}))
        tally.acceptable(where(block), kUnnamed,
                         x509::parse_private_key(bytes_of(block, "Key")).ok());
}

void read_botan_explicit_public(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const bool refused = !block.has("Result") || block.text("Result") != "OK";
        const Bytes der =
            bytes_of(block, refused && !block.has("Pubkey") ? "SubjectPublicKey" : "Pubkey");
        const auto key = x509::parse_public_key(der);
        const bool accepted = key.ok() && key->type == x509::KeyType::ec && !key->explicit_curve &&
                              crypto::ec_check_point(key->curve, key->point).ok();
        refused ? tally.invalid(where(block), accepted)
                : tally.acceptable(where(block), kUnnamed, accepted);
    }
}

void read_botan_x25519(const fs::path& file, Tally& tally) {
    using In32 = std::span<const std::uint8_t, 32>;
    for (const VectorBlock& block : read_ending(file, {"K"})) {
        const Bytes scalar = bytes_of(block, "Secret");
        const Bytes point = bytes_of(block, "CounterKey");
        Bytes shared(32);
        const bool agreed = crypto::x25519(In32{scalar.data(), 32}, In32{point.data(), 32},
                                           std::span<std::uint8_t, 32>{shared.data(), 32})
                                .ok();
        const Bytes expected = bytes_of(block, "K");
        if (expected == Bytes(32)) {
            tally.invalid(where(block), agreed);
        } else {
            tally.valid(where(block), agreed && shared == expected);
        }
    }
}

/// Botan refuses it as a key, which RFC 8032 does not ask for.
const Bytes kIdentity =
    from_hex("0100000000000000000000000000000000000000000000000000000000000000");

void read_botan_ed25519(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const bool accepted =
            crypto::ed25519_verify_vartime(bytes_of(block, "Pubkey"), bytes_of(block, "Msg"),
                                           bytes_of(block, "Signature"))
                .ok();
        if (bytes_of(block, "Pubkey") == kIdentity) {
            tally.acceptable(where(block), {"SmallOrderKey"}, accepted);
            continue;
        }
        block.text("Valid") == "1" ? tally.valid(where(block), accepted)
                                   : tally.invalid(where(block), accepted);
    }
}

}  // namespace

std::span<const Reader> curve_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/aws-lc/ec_scalar_base_mult_tests\\.txt", Kernels::public_key,
         read_aws_base},
        {"vectors-facts/aws-lc/ecdh_tests\\.txt", Kernels::public_key, read_aws_ecdh},
        {"vectors-facts/aws-lc/ecdsa_(sign|verify)_tests\\.txt", Kernels::public_key,
         read_aws_ecdsa},
        {"vectors-facts/botan/pubkey/ecc_base_point_mul\\.vec", Kernels::public_key,
         read_botan_base},
        {"vectors-facts/botan/pubkey/ecc_var_point_mul\\.vec", Kernels::public_key,
         read_botan_points},
        {"vectors-facts/botan/pubkey/ecdh\\.vec", Kernels::public_key, read_botan_ecdh},
        {"vectors-facts/botan/pubkey/ecdsa_prob\\.vec", Kernels::public_key,
         read_botan_ecdsa_signed},
        {"vectors-facts/botan/pubkey/ecdsa_rfc6979\\.vec", Kernels::public_key,
         read_botan_ecdsa_rfc6979},
        {"vectors-facts/botan/pubkey/ecdsa_verify\\.vec", Kernels::public_key,
         read_botan_ecdsa_verified},
        {"vectors-facts/botan/pubkey/ecdsa_invalid\\.vec", Kernels::public_key,
         read_botan_points_refused},
        {"vectors-facts/botan/pubkey/ecdsa_explicit\\.vec", Kernels::none,
         read_botan_explicit_private},
        {"vectors-facts/botan/pubkey/(ecc_explicit_curve|ecc_invalid)\\.vec", Kernels::none,
         read_botan_explicit_public},
        {"vectors-facts/botan/pubkey/x25519\\.vec", Kernels::public_key, read_botan_x25519},
        {"vectors-facts/botan/pubkey/ed25519_verify\\.vec", Kernels::public_key,
         read_botan_ed25519},
    };
    return kReaders;
}

}  // namespace vitrine::test
