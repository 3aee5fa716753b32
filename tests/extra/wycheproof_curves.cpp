// ECDSA and Ed25519 signatures, ECDH and X25519, and the curves' own parameters. Keys come raw and
// as the SubjectPublicKeyInfo or PEM of a file.
#include <gtest/gtest.h>

#include <algorithm>

#include "asn1/der_reader.h"
#include "crypto/bignum/limbs.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/x25519.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"
#include "extra/wycheproof_keys.h"
#include "x509/signature.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using crypto::Curve;
using io::JsonValue;

bool ecdsa_accepts(const JsonValue& group, const JsonValue& test) {
    const Curve curve = our_curve(group["publicKey"]["curve"].text());
    const Bytes der = hex_member(test, "sig");
    const auto signature = x509::decode_ecdsa_signature(curve, der);
    const Bytes point = hex_member(group["publicKey"], "uncompressed");
    const bool accepted =
        signature.ok() &&
        crypto::ecdsa_verify_vartime(curve, point, digest_of(group, test).view(), *signature).ok();
    EXPECT_EQ(verifies(group, test, {x509::SignatureKind::ecdsa, hash_of_group(group), 0}),
              accepted);
    return accepted;
}

void read_ecdsa(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, ecdsa_accepts);
}

bool ed25519_accepts(const JsonValue& group, const JsonValue& test) {
    const bool accepted =
        crypto::ed25519_verify_vartime(hex_member(group["publicKey"], "pk"),
                                       hex_member(test, "msg"), hex_member(test, "sig"))
            .ok();
    EXPECT_EQ(verifies(group, test, {x509::SignatureKind::ed25519, crypto::HashAlg::sha512, 0}),
              accepted);
    return accepted;
}

void read_ed25519(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, ed25519_accepts);
}

// The private scalar is written as a number: leading zeros come and go.
Bytes scalar_of(const JsonValue& test, std::size_t length) {
    Bytes scalar = hex_member(test, "private");
    while (scalar.size() > length && scalar.front() == 0) scalar.erase(scalar.begin());
    if (scalar.size() < length) scalar.insert(scalar.begin(), length - scalar.size(), 0);
    return scalar;
}

bool agrees(Curve curve, const JsonValue& test, ByteView point) {
    Bytes shared(crypto::field_len(curve));
    return crypto::ec_agree(curve, scalar_of(test, shared.size()), point, shared).ok() &&
           shared == hex_member(test, "shared");
}

void read_ecdh_points(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, [](const JsonValue& group, const JsonValue& test) {
        return agrees(our_curve(group["curve"].text()), test, hex_member(test, "public"));
    });
}

void read_ecdh_keys(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, [](const JsonValue& group, const JsonValue& test) {
        const Curve curve = our_curve(group["curve"].text());
        const Bytes der = hex_member(test, "public");
        const auto key = x509::parse_public_key(der);
        return key.ok() && key->type == x509::KeyType::ec && !key->explicit_curve &&
               key->curve == curve && agrees(curve, test, key->point);
    });
}

using In32 = std::span<const std::uint8_t, 32>;

// RFC 8422 §5.11: an all-zero result must be refused, and nothing else.
bool x25519_agrees(ByteView scalar, ByteView point, const Bytes& expected) {
    if (scalar.size() != 32 || point.size() != 32) return false;
    Bytes shared(32);
    const bool agreed = crypto::x25519(In32{scalar.data(), 32}, In32{point.data(), 32},
                                       std::span<std::uint8_t, 32>{shared.data(), 32})
                            .ok();
    const bool zero = std::ranges::all_of(expected, [](std::uint8_t byte) { return byte == 0; });
    EXPECT_EQ(agreed, !zero);
    return agreed && shared == expected;
}

void read_x25519(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, [](const JsonValue&, const JsonValue& test) {
        return x25519_agrees(hex_member(test, "private"), hex_member(test, "public"),
                             hex_member(test, "shared"));
    });
}

// RFC 8410 §3, §4 and §7: id-X25519 without parameters, then the key's 32 bytes.
constexpr asn1::OidConstant kX25519{"1.3.101.110"};

bool names_x25519(asn1::DerReader algorithm) {
    const bool named = algorithm.oid("algorithm") == kX25519;
    algorithm.end();
    return named;
}

bool x25519_keys_agree(const JsonValue&, const JsonValue& test) {
    const Bytes spki = hex_member(test, "public");
    const Bytes pkcs8 = hex_member(test, "private");
    wire::Context quiet{spki};
    asn1::DerReader in{spki, quiet};
    asn1::DerReader info = in.sequence("SubjectPublicKeyInfo");
    bool named = names_x25519(info.sequence("algorithm"));
    const asn1::BitString point = info.bit_string("subjectPublicKey");
    info.end();
    in.end();
    wire::Context private_quiet{pkcs8};
    asn1::DerReader private_in{pkcs8, private_quiet};
    asn1::DerReader private_info = private_in.sequence("OneAsymmetricKey");
    private_info.small_integer("version", 1);
    named = names_x25519(private_info.sequence("privateKeyAlgorithm")) && named;
    const ByteView scalar =
        private_info.octet_string_wrapping("privateKey").octet_string("CurvePrivateKey");
    return !quiet.failed() && !private_quiet.failed() && named && point.unused_bits == 0 &&
           x25519_agrees(scalar, point.bytes, hex_member(test, "shared"));
}

void read_x25519_keys(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, x25519_keys_agree);
}

// The curve's numbers as our code shows them: 1 G = G, (n - 1) G = -G, and no scalar n.
bool has_these_parameters(const JsonValue&, const JsonValue& test) {
    const Curve curve = our_curve(test["name"].text());
    const std::size_t len = crypto::field_len(curve);
    const auto padded = [&](std::string_view name) {
        const Bytes number = hex_member(test, name);
        Bytes out(len);
        const ByteView value = crypto::bignum::strip_zeros(number);
        copy_bytes(value, MutByteView{out}.subspan(len - value.size()));
        return out;
    };
    Bytes generator{4};
    for (const char* name : {"gx", "gy"}) {
        const Bytes coordinate = padded(name);
        generator.insert(generator.end(), coordinate.begin(), coordinate.end());
    }
    Bytes scalar(len);
    Bytes point(crypto::point_len(curve));
    scalar.back() = 1;
    EXPECT_TRUE(crypto::ec_check_point(curve, generator).ok());
    EXPECT_TRUE(crypto::ec_public_key(curve, scalar, point).ok());
    EXPECT_EQ(point, generator);
    scalar = padded("n");
    EXPECT_FALSE(crypto::ec_public_key(curve, scalar, point).ok());
    --scalar.back();
    EXPECT_TRUE(crypto::ec_public_key(curve, scalar, point).ok());
    EXPECT_TRUE(equal_public(ByteView{point}.first(1 + len), ByteView{generator}.first(1 + len)));
    return test["h"].integer() == 1 && point != generator;
}

void read_curves(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, has_these_parameters, [](const JsonValue&, const JsonValue& test) {
        return curve_called(test["name"].text()) ? "" : "the curves here are P-256, P-384, P-521";
    });
}

}  // namespace

std::span<const Reader> wycheproof_curve_readers() {
    static constexpr Reader kReaders[] = {
        {"wycheproof/ecdsa_secp(256|384|521)r1_sha[0-9]+_test\\.json", Kernels::public_key,
         read_ecdsa},
        {"wycheproof/ed25519_test\\.json", Kernels::public_key, read_ed25519},
        {"wycheproof/ecdh_secp(256|384|521)r1_ecpoint_test\\.json", Kernels::public_key,
         read_ecdh_points},
        {"wycheproof/ecdh_secp(256|384|521)r1_test\\.json", Kernels::public_key, read_ecdh_keys},
        {"wycheproof/x25519_test\\.json", Kernels::public_key, read_x25519},
        {"wycheproof/x25519_asn_test\\.json", Kernels::public_key, read_x25519_keys},
        {"wycheproof/ec_prime_order_curves_test\\.json", Kernels::public_key, read_curves},
    };
    return kReaders;
}

}  // namespace vitrine::test
