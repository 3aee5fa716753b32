// Secrets are gone after use: neither the stack nor a freed block holds a key, an exponent, a nonce
// or what would give one away, once the operation is over.
#include <gtest/gtest.h>

#include <cstdlib>

#include "crypto/bignum/montgomery.h"
#include "crypto/cipher/aes.h"
#include "crypto/drbg.h"
#include "crypto/kdf/prf.h"
#include "crypto/mac/hmac.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/x25519.h"
#include "secrets/gone.h"

namespace vitrine::test {
namespace {

using namespace crypto;

// The controls: a search that finds nothing here proves nothing elsewhere.

__attribute__((noinline)) void leave_on_stack(const Bytes& secret) {
    std::uint8_t copy[64];
    copy_bytes(secret, copy);
    asm volatile("" : : "r"(copy) : "memory");
}

TEST(SecretsGoneControl, FindsWhatIsLeftOnTheStack) {
    const Bytes secret = random_bytes(40, 1);
    Secrets secrets;
    secrets.add("key", secret);
    EXPECT_EQ(remains_of([&] { leave_on_stack(secret); }, secrets), Found{"stack: key"});
    const Bytes reversed(secret.rbegin(), secret.rend());
    EXPECT_EQ(remains_of([&] { leave_on_stack(reversed); }, secrets), Found{"stack: key reversed"});
    const Bytes middle(secret.begin() + 7, secret.begin() + 23);
    EXPECT_EQ(remains_of([&] { leave_on_stack(middle); }, secrets), Found{"stack: key"})
        << "sixteen bytes from the middle";
}

TEST(SecretsGoneControl, FindsDigitsOfFiftyTwoBits) {
    const Bytes secret = random_bytes(32, 2);
    Secrets secrets;
    secrets.add("key", secret);
    const auto leave = [&] {
        std::uint64_t limbs[4];
        bignum::load_be(limbs, 4, secret);
        constexpr std::uint64_t kMask = (std::uint64_t{1} << 52) - 1;
        const std::uint64_t digits[3] = {limbs[0] & kMask,
                                         (limbs[0] >> 52 | limbs[1] << 12) & kMask,
                                         (limbs[1] >> 40 | limbs[2] << 24) & kMask};
        asm volatile("" : : "r"(digits) : "memory");
        wipe_object(limbs);
    };
    EXPECT_EQ(remains_of(leave, secrets), Found{"stack: key in digits of 52"});
}

TEST(SecretsGoneControl, FindsWhatIsFreed) {
    const Bytes secret = random_bytes(40, 4);
    Secrets secrets;
    secrets.add("key", secret);
    const auto freed = [&] {
        auto* block = static_cast<std::uint8_t*>(std::malloc(secret.size()));
        if (block == nullptr) return;
        copy_bytes(secret, {block, secret.size()});
        asm volatile("" : : "r"(block) : "memory");
        std::free(block);
    };
    EXPECT_EQ(remains_of(freed, secrets), Found{"heap: key"});
}

TEST(SecretsGoneControl, FindsWhatIsGivenBackToTheHeap) {
    const Bytes secret = random_bytes(40, 3);
    Secrets secrets;
    secrets.add("key", secret);
    EXPECT_EQ(remains_of(
                  [&] {
                      Bytes copy(secret);
                      copy.front() ^= 0U;
                      asm volatile("" : : "r"(copy.data()) : "memory");
                  },
                  secrets),
              Found{"heap: key"});
    EXPECT_EQ(remains_of(
                  [&] {
                      Bytes copy(secret);
                      wipe(copy);
                  },
                  secrets),
              Found{});
}

TEST(SecretsGone, AfterAnRsaKeyWasMadeReadyAndDropped) {
    const RsaSecrets s(rsa_2048());
    expect_gone([&] { ASSERT_TRUE(RsaPrivateKey::make(s.bytes.parts()).ok()); }, s.secrets);
}

TEST(SecretsGone, AfterAnRsaKeyWasGenerated) {
    auto rng = seeded_rng(9);
    const auto same = RsaPrivateKey::generate(1024, rng);
    ASSERT_TRUE(same.ok());
    Secrets secrets;
    const RsaPrivateParts parts = same->parts();
    for (const ByteView part : {parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.qinv})
        secrets.add("part", part);
    const Found found = remains_of(
        [&] {
            auto again = seeded_rng(9);
            const auto key = RsaPrivateKey::generate(1024, again);
            ASSERT_TRUE(key.ok());
            ASSERT_TRUE(equal_public(key->parts().d, parts.d));
        },
        secrets);
    EXPECT_TRUE(found.empty()) << listed(found);
}

TEST(SecretsGone, AfterAnRsaSignature) {
    RsaSecrets s(rsa_2048());
    const Digest digest = hash(HashAlg::sha256, s.bytes.n);
    Bytes signature(s.rsa().public_key().modulus_len());
    auto rng = seeded_rng();
    constexpr auto kKind = RsaDigestKind::digest_info;
    ASSERT_TRUE(s.rsa().sign_pkcs1(kKind, HashAlg::sha256, digest.view(), rng, signature).ok());
    s.add_halves("signature", signature);
    expect_gone(
        [&] {
            ASSERT_TRUE(
                s.rsa().sign_pkcs1(kKind, HashAlg::sha256, digest.view(), rng, signature).ok());
        },
        s.secrets);
    expect_gone(
        [&] { ASSERT_TRUE(s.rsa().sign_pss(HashAlg::sha256, digest.view(), rng, signature).ok()); },
        s.secrets);
}

TEST(SecretsGone, AfterAPremasterSecretWasDecrypted) {
    RsaSecrets s(rsa_2048());
    auto rng = seeded_rng();
    std::array<std::uint8_t, 48> premaster{}, opened{};
    copy_bytes(random_bytes(46, 5), MutByteView{premaster}.subspan(2));
    premaster[0] = premaster[1] = 3;
    Bytes ciphertext(s.rsa().public_key().modulus_len());
    ASSERT_TRUE(rsa_encrypt_pkcs1(s.rsa().public_key(), premaster, rng, ciphertext).ok());
    s.secrets.add("premaster", premaster);
    expect_gone(
        [&] {
            ASSERT_TRUE(s.rsa().decrypt_premaster(ciphertext, 0x0303, rng, opened).ok());
            ASSERT_EQ(opened, premaster);
        },
        s.secrets);
}

TEST(SecretsGone, AfterAPremasterSecretWasEncrypted) {
    const RsaSecrets s(rsa_2048());
    const Bytes premaster = random_bytes(48, 6);
    Secrets secrets;
    secrets.add("premaster", premaster);
    Bytes ciphertext(s.rsa().public_key().modulus_len());
    auto rng = seeded_rng();
    expect_gone(
        [&] {
            ASSERT_TRUE(rsa_encrypt_pkcs1(s.rsa().public_key(), premaster, rng, ciphertext).ok());
        },
        secrets);
}

TEST(SecretsGone, AfterADiffieHellmanAgreement) {
    const DhGroup& group = ffdhe(DhGroupId::ffdhe2048);
    auto rng = seeded_rng(11);
    DhExponent exponent, ours;
    Bytes own(group.p_len()), peer(group.p_len());
    ASSERT_TRUE(dh_generate(group, rng, exponent, peer).ok());
    auto again = seeded_rng(12);
    ASSERT_TRUE(dh_generate(group, again, exponent, own).ok());
    DhShared shared;
    ASSERT_TRUE(dh_agree(group, exponent, peer, shared).ok());
    Secrets secrets;
    secrets.add("exponent", exponent.expose());
    secrets.add("shared", shared.expose());
    expect_gone(
        [&] {
            auto same = seeded_rng(12);
            ASSERT_TRUE(dh_generate(group, same, ours, own).ok());
            ASSERT_TRUE(equal_public(ours.expose(), exponent.expose()));
            ASSERT_TRUE(dh_agree(group, exponent, peer, shared).ok());
        },
        secrets);
}

TEST(SecretsGone, AfterADsaSignature) {
    const auto block = read_vectors("crypto/dsa_rfc6979.txt").back();
    const Bytes p = block.bytes("P"), q = block.bytes("Q"), g = block.bytes("G");
    const DsaPrivateKey x{block.bytes("X")};
    const HashAlg alg = hash_named(block.text("Hash"));
    const Digest digest = hash(alg, block.bytes("Message"));
    Secrets secrets;
    secrets.add("x", x.expose());
    secrets.add("k", block.bytes("K"));
    DsaSignature signature;
    expect_gone(
        [&] {
            ASSERT_TRUE(dsa_sign({p, q, g}, x, alg, digest.view(), nullptr, signature).ok());
            ASSERT_TRUE(equal_public(signature.r, block.bytes("R")));
        },
        secrets);
}

TEST(SecretsGone, AfterEcdhAndEcdsa) {
    for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
        SCOPED_TRACE(name_of(curve));
        for (const auto& block : read_vectors("crypto/ecdsa_rfc6979.txt")) {
            if (block.section != name_of(curve) || block.text("Hash") != "SHA-256") continue;
            const Bytes scalar = block.bytes("Private");
            const Bytes point = block.bytes("Point");
            Bytes shared(field_len(curve));
            ASSERT_TRUE(ec_agree(curve, scalar, point, shared).ok());
            Secrets secrets;
            secrets.add("scalar", scalar);
            secrets.add("nonce", block.bytes("K"));
            secrets.add("shared", shared);
            const Digest digest = hash(HashAlg::sha256, block.bytes("Message"));
            Bytes own(point.size());
            EcdsaSignature signature;
            expect_gone([&] { ASSERT_TRUE(ec_public_key(curve, scalar, own).ok()); }, secrets);
            expect_gone([&] { ASSERT_TRUE(ec_agree(curve, scalar, point, shared).ok()); }, secrets);
            expect_gone(
                [&] {
                    ASSERT_TRUE(ecdsa_sign(curve, scalar, HashAlg::sha256, digest.view(), nullptr,
                                           signature)
                                    .ok());
                },
                secrets);
        }
    }
}

TEST(SecretsGone, AfterX25519) {
    std::array<std::uint8_t, 32> scalar{}, own{}, shared{};
    copy_bytes(random_bytes(32, 21), scalar);
    x25519_public_key(scalar, own);
    ASSERT_TRUE(x25519(scalar, own, shared).ok());
    Secrets secrets;
    secrets.add("scalar", scalar);
    secrets.add("shared", shared);
    std::array<std::uint8_t, 32> point{};
    expect_gone([&] { x25519_public_key(scalar, point); }, secrets);
    expect_gone([&] { ASSERT_TRUE(x25519(scalar, own, shared).ok()); }, secrets);
}

TEST(SecretsGone, AfterAnHmacKey) {
    for (const HashAlg alg : {HashAlg::md5, HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
        SCOPED_TRACE(name_of(alg));
        for (const std::size_t len : {std::size_t{20}, std::size_t{48}, std::size_t{200}}) {
            const Bytes key = random_bytes(len, 31);
            Secrets secrets;
            secrets.add("key", key);
            Bytes inner(key), outer(key);
            for (std::uint8_t& byte : inner) byte = static_cast<std::uint8_t>(byte ^ 0x36);
            for (std::uint8_t& byte : outer) byte = static_cast<std::uint8_t>(byte ^ 0x5c);
            secrets.add("key xor ipad", inner);
            secrets.add("key xor opad", outer);
            Digest mac;
            expect_gone([&] { mac = HmacKey{alg, key}.mac(as_bytes("message")); }, secrets);
            expect_gone(
                [&] {
                    Hmac running{HmacKey{alg, key}};
                    running.update(as_bytes("message"));
                    mac = running.digest();
                },
                secrets);
        }
    }
}

TEST(SecretsGone, AfterAPrf) {
    for (const PrfAlg alg : {PrfAlg::md5_sha1, PrfAlg::sha256, PrfAlg::sha384}) {
        SCOPED_TRACE(name_of(alg));
        const Bytes secret = random_bytes(48, 41);
        const Bytes seed = random_bytes(64, 42);
        Bytes out(104);
        prf(alg, secret, "key expansion", seed, {}, out);
        Secrets secrets;
        secrets.add("secret", secret);
        secrets.add("output", out);
        expect_gone([&] { prf(alg, secret, "key expansion", seed, {}, out); }, secrets);
    }
}

/// The key and every round key that is not part of it (FIPS 197 §5.2).
Secrets aes_secrets(const Bytes& key) {
    Secrets secrets;
    secrets.add("key", key);
#if defined(__x86_64__)
    if ((cpu::detect() & cpu::kAesNi) != 0) {
        aes::aesni::Key expanded;
        aes::aesni::expand_key(key, expanded);
        for (std::size_t round = key.size() / 16; round <= expanded.rounds; ++round)
            secrets.add("round key " + std::to_string(round), expanded.round_keys[round]);
    }
#endif
    return secrets;
}

TEST(SecretsGone, AfterAnAesKeySchedule) {
    for (const auto alg : {BlockCipherAlg::aes128, BlockCipherAlg::aes256}) {
        const Bytes key = random_bytes(key_len(alg), 51);
        const Secrets secrets = aes_secrets(key);
        std::array<std::uint8_t, 16> iv{};
        Bytes data(256, 7);
        for (const auto use : {CbcKey::Use::encrypt, CbcKey::Use::decrypt}) {
            expect_gone(
                [&] {
                    const auto made = CbcKey::make(alg, key, use);
                    ASSERT_TRUE(made.ok());
                    use == CbcKey::Use::encrypt ? made->encrypt(iv, data) : made->decrypt(iv, data);
                },
                secrets);
        }
    }
}

TEST(SecretsGone, AfterAnAeadKeyWasUsed) {
    for (const auto alg : {AeadAlg::aes128_gcm, AeadAlg::aes256_gcm, AeadAlg::aes128_ccm,
                           AeadAlg::chacha20_poly1305}) {
        SCOPED_TRACE(name_of(alg));
        const Bytes key = random_bytes(key_len(alg), 61);
        Secrets secrets;
        if (alg == AeadAlg::chacha20_poly1305) {
            secrets.add("key", key);
        } else {
            secrets = aes_secrets(key);
        }
        const Bytes plain = random_bytes(700, 62);
        secrets.add("plaintext", plain);
        std::array<std::uint8_t, kAeadNonceLen> nonce{1};
        std::array<std::uint8_t, 16> tag{};
        Bytes data;
        data.resize(plain.size());
        expect_gone(
            [&] {
                const auto made = AeadKey::make(alg, key);
                ASSERT_TRUE(made.ok());
                copy_bytes(plain, data);
                made->seal(nonce, {}, data, tag);
                ASSERT_TRUE(made->open(nonce, {}, data, tag).ok());
            },
            secrets);
    }
}

TEST(SecretsGone, AfterAGenerator) {
    std::array<std::uint8_t, 32> seed{};
    copy_bytes(random_bytes(32, 71), seed);
    Bytes out(100);
    Secrets secrets;
    Drbg same{seed};
    ASSERT_TRUE(same.fill(out).ok());
    secrets.add("seed", seed);
    secrets.add("output", out);
    expect_gone(
        [&] {
            Drbg rng{seed};
            ASSERT_TRUE(rng.fill(out).ok());
        },
        secrets);
}

}  // namespace
}  // namespace vitrine::test
