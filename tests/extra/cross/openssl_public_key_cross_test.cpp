// Beside OpenSSL: RSA, ECDSA, ECDH and finite-field Diffie-Hellman. Each side checks what the other
// made. Slow ones take cheap parameters.
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

#include "crypto/hash/hash.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/rsa.h"
#include "crypto/pk/rsa_lanes.h"
#include "extra/cross/cross_check.h"

namespace vitrine::test::cross {
namespace {

using namespace crypto;

/// A key of ours, made from the seed, and OpenSSL's view of it.
struct RsaPair {
    RsaPair(std::size_t bits, Random& random) : theirs(EVP_PKEY_new()) {
        FromRandom rng(random);
        const auto made = RsaPrivateKey::generate(bits, rng);
        EXPECT_TRUE(made.ok());
        const RsaPrivateParts p = made->parts();
        for (const ByteView part : {p.n, p.e, p.d, p.p, p.q, p.dp, p.dq, p.qinv})
            parts.emplace_back(part.begin(), part.end());
        std::vector<BIGNUM*> numbers;
        for (const Bytes& part : parts) numbers.push_back(number_of(part).release());
        RSA* rsa = RSA_new();
        EXPECT_EQ(RSA_set0_key(rsa, numbers[0], numbers[1], numbers[2]), 1);
        EXPECT_EQ(RSA_set0_factors(rsa, numbers[3], numbers[4]), 1);
        EXPECT_EQ(RSA_set0_crt_params(rsa, numbers[5], numbers[6], numbers[7]), 1);
        EXPECT_EQ(EVP_PKEY_assign_RSA(theirs.get(), rsa), 1);
    }
    [[nodiscard]] RsaPublicKey public_key() const { return {parts[0], parts[1]}; }
    [[nodiscard]] RsaPrivateKey ours() const {
        auto made = RsaPrivateKey::make(
            {parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]});
        EXPECT_TRUE(made.ok());
        return *std::move(made);
    }
    /// OpenSSL's context for signing or verifying digests of SHA-256.
    template <class Init>
    [[nodiscard]] KeyContext context(Init init, int padding) const {
        KeyContext made{EVP_PKEY_CTX_new(theirs.get(), nullptr)};
        EXPECT_EQ(init(made.get()), 1);
        EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(made.get(), padding), 1);
        EXPECT_EQ(EVP_PKEY_CTX_set_signature_md(made.get(), EVP_sha256()), 1);
        return made;
    }
    Key theirs;
    std::vector<Bytes> parts;
};

TEST(CrossCheckOpenssl, RsaSignatures) {
    Random random;
    FromRandom rng(random);
    for (const int padding : {RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING}) {
        const RsaPair pair(padding == RSA_PKCS1_PADDING ? 1024 : 2048, random);
        const RsaPrivateKey key = pair.ours();
        const KeyContext signs = pair.context(EVP_PKEY_sign_init, padding);
        const KeyContext verifies = pair.context(EVP_PKEY_verify_init, padding);
        const int count = rounds(padding == RSA_PKCS1_PADDING ? 1 : 5);
        for (int i = 0; i < count; ++i) {
            random.pick_kernels();
            const Bytes digest = random.bytes(32);
            Bytes ours(pair.parts[0].size()), theirs(ours.size());
            std::size_t size = theirs.size();
            ASSERT_EQ(EVP_PKEY_sign(signs.get(), theirs.data(), &size, digest.data(), 32), 1);
            if (padding == RSA_PKCS1_PADDING) {
                ASSERT_TRUE(
                    key.sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, digest, rng, ours)
                        .ok());
                ASSERT_EQ(ours, theirs);
                ASSERT_TRUE(rsa_verify_pkcs1_vartime(pair.public_key(), RsaDigestKind::digest_info,
                                                     HashAlg::sha256, digest, theirs)
                                .ok());
            } else {
                ASSERT_TRUE(key.sign_pss(HashAlg::sha256, digest, rng, ours).ok());
                // OpenSSL signs with the longest salt that fits
                ASSERT_TRUE(rsa_verify_pss_vartime(pair.public_key(), HashAlg::sha256,
                                                   ours.size() - 32 - 2, digest, theirs)
                                .ok());
            }
            ASSERT_EQ(EVP_PKEY_verify(verifies.get(), ours.data(), ours.size(), digest.data(), 32),
                      1);
            ours[random.below(ours.size())] ^= static_cast<std::uint8_t>(1 << random.below(8));
            ASSERT_NE(EVP_PKEY_verify(verifies.get(), ours.data(), ours.size(), digest.data(), 32),
                      1);
        }
    }
}

TEST(CrossCheckOpenssl, RsaSignaturesInLanes) {
    Random random;
    FromRandom rng(random);
    const RsaPair pair(1024, random);
    const RsaPrivateKey key = pair.ours();
    const KeyContext signs = pair.context(EVP_PKEY_sign_init, RSA_PKCS1_PADDING);
    const int count = rounds(8);
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        std::vector<Bytes> digests, signatures(8, Bytes(pair.parts[0].size()));
        std::vector<RsaSigning> requests(8);
        for (std::size_t j = 0; j < 8; ++j) digests.push_back(random.bytes(32));
        for (std::size_t j = 0; j < 8; ++j) {
            requests[j].key = &key;
            requests[j].hash = HashAlg::sha256;
            requests[j].digest = digests[j];
            requests[j].rng = &rng;
            requests[j].signature = signatures[j];
        }
        rsa_sign_lanes(requests);
        for (std::size_t j = 0; j < 8; ++j) {
            Bytes theirs(signatures[j].size());
            std::size_t size = theirs.size();
            ASSERT_EQ(EVP_PKEY_sign(signs.get(), theirs.data(), &size, digests[j].data(), 32), 1);
            ASSERT_TRUE(requests[j].status.ok());
            ASSERT_EQ(signatures[j], theirs);
        }
    }
}

struct CurvePair {
    Curve ours;
    int theirs;
    int share;  ///< of the rounds: the portable ones are slow
};
constexpr CurvePair kCurves[] = {{Curve::p256, NID_X9_62_prime256v1, 1},
                                 {Curve::p384, NID_secp384r1, 2},
                                 {Curve::p521, NID_secp521r1, 4}};

using EcKey = std::unique_ptr<EC_KEY, Free<EC_KEY_free>>;
using EcPoint = std::unique_ptr<EC_POINT, Free<EC_POINT_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

struct CurveKey {
    CurveKey(const CurvePair& pair, Random& random)
        : scalar(field_len(pair.ours)),
          point(point_len(pair.ours)),
          theirs(EC_KEY_new_by_curve_name(pair.theirs)) {
        FromRandom rng(random);
        EXPECT_TRUE(ec_generate(pair.ours, rng, scalar, point).ok());
        EXPECT_EQ(EC_KEY_set_private_key(theirs.get(), number_of(scalar).get()), 1);
        const EC_GROUP* group = EC_KEY_get0_group(theirs.get());
        const EcPoint q{EC_POINT_new(group)};
        EXPECT_EQ(EC_POINT_oct2point(group, q.get(), point.data(), point.size(), nullptr), 1);
        EXPECT_EQ(EC_KEY_set_public_key(theirs.get(), q.get()), 1);
        EXPECT_EQ(EC_KEY_check_key(theirs.get()), 1);
    }
    Bytes scalar, point;
    EcKey theirs;
};

TEST(CrossCheckOpenssl, EcdsaSignatures) {
    for (const CurvePair& pair : kCurves) {
        SCOPED_TRACE(name_of(pair.ours));
        Random random;
        const std::size_t len = field_len(pair.ours);
        const int count = rounds(pair.share);
        for (int i = 0; i < count; ++i) {
            random.pick_kernels();
            const CurveKey key(pair, random);
            const Bytes digest = random.bytes(20 + random.below(45));
            EcdsaSignature ours;
            ASSERT_TRUE(
                ecdsa_sign(pair.ours, key.scalar, HashAlg::sha256, digest, nullptr, ours).ok());
            const Signature same{ECDSA_SIG_new()};
            ECDSA_SIG_set0(same.get(), number_of(ByteView{ours.r}.first(len)).release(),
                           number_of(ByteView{ours.s}.first(len)).release());
            const int size = static_cast<int>(digest.size());
            ASSERT_EQ(ECDSA_do_verify(digest.data(), size, same.get(), key.theirs.get()), 1);
            const Signature theirs{ECDSA_do_sign(digest.data(), size, key.theirs.get())};
            EcdsaSignature copy;
            copy_bytes(bytes_of(ECDSA_SIG_get0_r(theirs.get()), len), copy.r);
            copy_bytes(bytes_of(ECDSA_SIG_get0_s(theirs.get()), len), copy.s);
            ASSERT_TRUE(ecdsa_verify_vartime(pair.ours, key.point, digest, copy).ok());
            copy.s[random.below(len)] ^= static_cast<std::uint8_t>(1 << random.below(8));
            ASSERT_FALSE(ecdsa_verify_vartime(pair.ours, key.point, digest, copy).ok());
        }
    }
}

TEST(CrossCheckOpenssl, Ecdh) {
    for (const CurvePair& pair : kCurves) {
        SCOPED_TRACE(name_of(pair.ours));
        Random random;
        const int count = rounds(pair.share);
        for (int i = 0; i < count; ++i) {
            random.pick_kernels();
            const CurveKey one(pair, random), other(pair, random);
            Bytes ours(field_len(pair.ours)), theirs(ours.size());
            ASSERT_TRUE(ec_agree(pair.ours, one.scalar, other.point, ours).ok());
            ASSERT_EQ(ECDH_compute_key(theirs.data(), theirs.size(),
                                       EC_KEY_get0_public_key(other.theirs.get()), one.theirs.get(),
                                       nullptr),
                      static_cast<int>(theirs.size()));
            ASSERT_EQ(ours, theirs);
        }
    }
}

// The 1024-bit group of RFC 2409 §6.2, by OpenSSL's modular power.
TEST(CrossCheckOpenssl, DiffieHellman) {
    Random random;
    FromRandom rng(random);
    const Number p{BN_get_rfc2409_prime_1024(nullptr)};
    const Bytes p_bytes = bytes_of(p.get(), 128);
    const Bytes g{2};
    const DhGroup group{p_bytes, g, 160};
    const std::unique_ptr<BN_CTX, Free<BN_CTX_free>> context{BN_CTX_new()};
    const Number result{BN_new()};
    Bytes peer(128);
    DhExponent theirs;
    ASSERT_TRUE(dh_generate(group, rng, theirs, peer).ok());
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        DhExponent exponent;
        Bytes ours(128);
        ASSERT_TRUE(dh_generate(group, rng, exponent, ours).ok());
        const Number x = number_of(exponent.expose());
        ASSERT_EQ(BN_mod_exp(result.get(), number_of(g).get(), x.get(), p.get(), context.get()), 1);
        ASSERT_EQ(ours, bytes_of(result.get(), 128));
        DhShared shared;
        ASSERT_TRUE(dh_agree(group, exponent, peer, shared).ok());
        ASSERT_EQ(BN_mod_exp(result.get(), number_of(peer).get(), x.get(), p.get(), context.get()),
                  1);
        ASSERT_TRUE(equal_public(shared.expose(), bytes_of(result.get(), 128)));
        peer = ours;
    }
}

}  // namespace
}  // namespace vitrine::test::cross
