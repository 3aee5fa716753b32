#include "crypto/pk/rsa.h"

#include <gtest/gtest.h>

#include "crypto/pk/rsa_core.h"
#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;
using test::hash_named;

bool verifies(const RsaPublicKey& key, HashAlg alg, const Bytes& message, const Bytes& signature) {
    const Digest digest = hash(alg, message);
    return rsa_verify_pkcs1_vartime(key, RsaDigestKind::digest_info, alg, digest.view(), signature)
        .ok();
}

test::RsaKeyBytes first_key(std::string_view section) {
    for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_sign.txt")) {
        if (block.section == section) return test::RsaKeyBytes{block};
    }
    ADD_FAILURE() << "no key of " << section;
    return test::RsaKeyBytes{test::read_vectors("crypto/rsa_pkcs1_sign.txt").front()};
}

RsaPrivateKey key_of(const test::RsaKeyBytes& bytes) {
    auto made = RsaPrivateKey::make(bytes.parts());
    EXPECT_TRUE(made.ok());
    return *std::move(made);
}

// Wycheproof calls a DigestInfo without NULL "acceptable"; RFC 5246 §4.7 asks for it.
TEST(RsaVerify, AgreesWithEveryVector) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_verify.txt")) {
            const Bytes n = block.bytes("N");
            const Bytes e = block.bytes("E");
            const bool expected =
                block.text("Result") == "valid" || block.text("Result") == "acceptable";
            const bool small_exponent = block.bytes("E") == Bytes{1};
            EXPECT_EQ(verifies({n, e}, hash_named(block.text("Hash")), block.bytes("Msg"),
                               block.bytes("Signature")),
                      expected && !small_exponent)
                << "line " << block.line << ": " << block.text("Comment");
        }
    });
}

TEST(RsaSign, MakesTheSignaturesOfTheVectors) {
    test::for_each_cpu_level([] {
        auto rng = test::seeded_rng();
        for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_sign.txt")) {
            const auto key = key_of(test::RsaKeyBytes{block});
            const HashAlg alg = hash_named(block.text("Hash"));
            const Digest digest = hash(alg, block.bytes("Msg"));
            Bytes signature(key.public_key().modulus_len());
            ASSERT_TRUE(
                key.sign_pkcs1(RsaDigestKind::digest_info, alg, digest.view(), rng, signature)
                    .ok());
            EXPECT_EQ(signature, block.bytes("Signature")) << "line " << block.line;
        }
    });
}

TEST(RsaSign, RefusesDigestsAndBuffersOfWrongLength) {
    auto rng = test::seeded_rng();
    const auto key = key_of(first_key("rsa_pkcs1_2048_sig_gen"));
    const Bytes digest(32, 7);
    Bytes signature(256);
    const auto sign = [&](const Bytes& from, MutByteView to) {
        return key.sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, from, rng, to);
    };
    EXPECT_TRUE(sign(digest, signature).ok());
    EXPECT_EQ(sign(Bytes(31, 7), signature).error().code, ErrorCode::bad_input_length);
    EXPECT_EQ(sign(Bytes(33, 7), signature).error().code, ErrorCode::bad_input_length);
    EXPECT_EQ(sign(digest, MutByteView{signature}.first(255)).error().code, ErrorCode::output_full);
}

TEST(RsaVerify, AcceptsBareMd5Sha1OnlyAsSuch) {
    auto rng = test::seeded_rng();
    const auto key = key_of(first_key("rsa_pkcs1_2048_sig_gen"));
    const Bytes both(36, 0x5a);
    Bytes signature(256);
    ASSERT_TRUE(key.sign_pkcs1(RsaDigestKind::md5_sha1, HashAlg::md5, both, rng, signature).ok());
    const auto verify = [&](RsaDigestKind kind, const Bytes& digest) {
        return rsa_verify_pkcs1_vartime(key.public_key(), kind, HashAlg::sha1, digest, signature);
    };
    EXPECT_TRUE(verify(RsaDigestKind::md5_sha1, both).ok());
    EXPECT_EQ(verify(RsaDigestKind::md5_sha1, Bytes(36, 0x5b)).error().code,
              ErrorCode::bad_signature);
    EXPECT_EQ(verify(RsaDigestKind::md5_sha1, Bytes(35, 0x5a)).error().code,
              ErrorCode::bad_parameters);
    EXPECT_EQ(verify(RsaDigestKind::digest_info, Bytes(20, 0x5a)).error().code,
              ErrorCode::bad_signature);
}

TEST(RsaVerify, RefusesEveryFlippedByteAndEveryOtherLength) {
    const auto blocks = test::read_vectors("crypto/rsa_pkcs1_sign.txt");
    const auto& block = blocks.front();
    const Bytes n = block.bytes("N");
    const Bytes e = block.bytes("E");
    const Bytes message = block.bytes("Msg");
    const HashAlg alg = hash_named(block.text("Hash"));
    Bytes signature = block.bytes("Signature");
    ASSERT_TRUE(verifies({n, e}, alg, message, signature));
    for (auto& byte : signature) {
        byte ^= 0x10;
        EXPECT_FALSE(verifies({n, e}, alg, message, signature));
        byte ^= 0x10;
    }
    Bytes longer = signature;
    longer.insert(longer.begin(), 0);
    EXPECT_FALSE(verifies({n, e}, alg, message, longer));
    EXPECT_FALSE(verifies({n, e}, alg, message, Bytes(signature.begin(), signature.end() - 1)));
    EXPECT_FALSE(verifies({n, e}, alg, message, {}));
}

// Bleichenbacher 2006, CVE-2006-4339: with e = 3 a cube root forges a block that lax parsers take.
TEST(RsaVerify, RefusesPublicKeysOutOfBounds) {
    const Bytes good_n = first_key("rsa_pkcs1_2048_sig_gen").n;
    const Bytes good_e = {1, 0, 1};
    EXPECT_TRUE(check_public_key({good_n, good_e}).ok());
    EXPECT_TRUE(check_public_key({good_n, Bytes{3}}).ok());
    EXPECT_TRUE(check_public_key({good_n, Bytes(8, 0xff)}).ok());
    for (const Bytes& e : {Bytes{}, Bytes{0}, Bytes{1}, Bytes{2}, Bytes{1, 0, 0}, Bytes(9, 0xff)}) {
        EXPECT_EQ(check_public_key({good_n, e}).error().code, ErrorCode::bad_parameters);
    }
    Bytes even = good_n;
    even.back() ^= 1;
    Bytes largest(2048, 0xff);
    EXPECT_TRUE(check_public_key({largest, good_e}).ok());
    for (const Bytes& n : {even, Bytes{}, Bytes(63, 0xff), Bytes(2049, 0xff)}) {
        EXPECT_EQ(check_public_key({n, good_e}).error().code, ErrorCode::bad_parameters);
    }
}

TEST(RsaPrivateKey, RefusesNumbersThatDoNotFit) {
    const test::RsaKeyBytes good = first_key("rsa_pkcs1_1024_sig_gen");
    ASSERT_TRUE(RsaPrivateKey::make(good.parts()).ok());
    Bytes test::RsaKeyBytes::* const fields[] = {&test::RsaKeyBytes::n,   &test::RsaKeyBytes::d,
                                                 &test::RsaKeyBytes::p,   &test::RsaKeyBytes::q,
                                                 &test::RsaKeyBytes::dp,  &test::RsaKeyBytes::dq,
                                                 &test::RsaKeyBytes::qinv};
    for (const auto field : fields) {
        for (const int flip : {1, 2, 64}) {
            test::RsaKeyBytes bad = good;
            (bad.*field).back() = static_cast<std::uint8_t>((bad.*field).back() ^ flip);
            EXPECT_EQ(RsaPrivateKey::make(bad.parts()).error().code, ErrorCode::bad_private_key);
        }
        test::RsaKeyBytes empty = good;
        (empty.*field).clear();
        EXPECT_EQ(RsaPrivateKey::make(empty.parts()).error().code, ErrorCode::bad_private_key);
        test::RsaKeyBytes longer = good;
        (longer.*field).insert((longer.*field).begin(), 1);
        EXPECT_EQ(RsaPrivateKey::make(longer.parts()).error().code, ErrorCode::bad_private_key);
    }
    test::RsaKeyBytes other_e = good;
    other_e.e = {3};
    EXPECT_EQ(RsaPrivateKey::make(other_e.parts()).error().code, ErrorCode::bad_private_key);
    test::RsaKeyBytes same_primes = good;
    same_primes.q = good.p;
    EXPECT_EQ(RsaPrivateKey::make(same_primes.parts()).error().code, ErrorCode::bad_private_key);
}

// Boneh-DeMillo-Lipton and Lenstra 1996, Weimer 2015: one wrong half would give gcd(s^e - m, n) = q
// away.
TEST(Rsa, FaultInEitherHalfIsDetected) {
    auto rng = test::seeded_rng();
    const Bytes digest(32, 7);
    for (auto* part : {&RsaKeyAccess::dp, &RsaKeyAccess::dq, &RsaKeyAccess::qinv}) {
        auto key = key_of(first_key("rsa_pkcs1_2048_sig_gen"));
        Bytes signature(256, 0xee);
        part(key)[3] ^= 1;
        EXPECT_EQ(
            key.sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, digest, rng, signature)
                .error()
                .code,
            ErrorCode::fault_detected);
        EXPECT_EQ(signature, Bytes(256, 0)) << "nothing leaves";
        EXPECT_EQ(key.sign_pss(HashAlg::sha256, digest, rng, signature).error().code,
                  ErrorCode::fault_detected);
        part(key)[3] ^= 1;
        EXPECT_TRUE(
            key.sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, digest, rng, signature)
                .ok());
    }
}

TEST(RsaEncrypt, IsOpenedByThePrivateKeyAndNeverRepeats) {
    auto rng = test::seeded_rng();
    const auto key = key_of(first_key("rsa_pkcs1_2048_sig_gen"));
    Bytes one(256), two(256), opened(256);
    for (const std::size_t len : {0U, 1U, 48U, 245U}) {
        const Bytes message(len, 0x42);
        ASSERT_TRUE(rsa_encrypt_pkcs1(key.public_key(), message, rng, one).ok());
        ASSERT_TRUE(rsa_encrypt_pkcs1(key.public_key(), message, rng, two).ok());
        EXPECT_NE(one, two);
        const auto opened_len = key.decrypt_pkcs1(one, rng, opened);
        ASSERT_TRUE(opened_len.ok());
        EXPECT_EQ(Bytes(opened.begin(), opened.begin() + static_cast<std::ptrdiff_t>(*opened_len)),
                  message);
    }
    EXPECT_EQ(rsa_encrypt_pkcs1(key.public_key(), Bytes(246, 1), rng, one).error().code,
              ErrorCode::message_too_long);
    EXPECT_EQ(
        rsa_encrypt_pkcs1(key.public_key(), {}, rng, MutByteView{one}.first(255)).error().code,
        ErrorCode::output_full);
}

TEST(RsaDecrypt, AgreesWithEveryVector) {
    auto rng = test::seeded_rng();
    for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_decrypt.txt")) {
        const auto key = key_of(test::RsaKeyBytes{block});
        Bytes out(key.public_key().modulus_len());
        const auto len = key.decrypt_pkcs1(block.bytes("Ciphertext"), rng, out);
        const std::string what =
            "line " + std::to_string(block.line) + ": " + block.text("Comment");
        // "acceptable" ones have odd keys or padding of other protocols (SSLv2/3), which is still
        // well formed.
        if (block.text("Result") == "invalid") {
            EXPECT_FALSE(len.ok()) << what;
            continue;
        }
        ASSERT_TRUE(len.ok()) << what;
        out.resize(*len);
        EXPECT_EQ(out, block.bytes("Msg")) << what;
    }
}

}  // namespace
}  // namespace vitrine::crypto
