// Eight private operations at once (crypto/pk/lanes.h) leave no more behind than one does.
#include <gtest/gtest.h>

#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/rsa_lanes.h"
#include "crypto/pk/x25519_lanes.h"
#include "secrets/gone.h"

namespace vitrine::test {
namespace {

using namespace crypto;
using Number = std::array<std::uint8_t, 32>;

/// Lanes of eight and a rest, which takes another path.
constexpr std::size_t kCount = 11;

TEST(LaneSecretsGone, AfterX25519) {
    std::array<Number, kCount> scalars{}, points{}, shared{};
    Secrets secrets;
    for (std::size_t i = 0; i < kCount; ++i) {
        copy_bytes(random_bytes(32, static_cast<std::uint8_t>(80 + i)), scalars[i]);
        secrets.add("scalar", scalars[i]);
    }
    const auto publish = [&] {
        std::array<X25519PublicValue, kCount> values;
        for (std::size_t i = 0; i < kCount; ++i) values[i] = {scalars[i], points[i]};
        x25519_public_lanes(values);
    };
    const auto agree = [&] {
        std::array<X25519Agreement, kCount> agreements;
        for (std::size_t i = 0; i < kCount; ++i)
            agreements[i] = {scalars[i], points[kCount - 1 - i], shared[i]};
        x25519_lanes(agreements);
        for (const X25519Agreement& agreement : agreements) ASSERT_TRUE(agreement.status.ok());
    };
    publish();
    agree();
    for (const Number& secret : shared) secrets.add("shared", secret);
    expect_gone(publish, secrets);
    expect_gone(agree, secrets);
}

TEST(LaneSecretsGone, AfterP256) {
    std::array<Number, kCount> scalars{}, shared{};
    std::array<std::array<std::uint8_t, kP256PointLen>, kCount> points{};
    Secrets secrets;
    const auto generate = [&] {
        auto rng = seeded_rng(91);
        std::array<P256KeyPair, kCount> pairs;
        for (std::size_t i = 0; i < kCount; ++i) pairs[i] = {&rng, scalars[i], points[i]};
        p256_generate_lanes(pairs);
        for (const P256KeyPair& pair : pairs) ASSERT_TRUE(pair.status.ok());
    };
    const auto agree = [&] {
        std::array<P256Agreement, kCount> agreements;
        for (std::size_t i = 0; i < kCount; ++i)
            agreements[i] = {scalars[i], points[kCount - 1 - i], shared[i]};
        p256_agree_lanes(agreements);
        for (const P256Agreement& agreement : agreements) ASSERT_TRUE(agreement.status.ok());
    };
    generate();
    agree();
    for (const Number& scalar : scalars) secrets.add("scalar", scalar);
    for (const Number& secret : shared) secrets.add("shared", secret);
    expect_gone(generate, secrets);
    expect_gone(agree, secrets);
}

TEST(LaneSecretsGone, AfterRsaSignatures) {
    RsaSecrets s(rsa_2048());
    const Digest digest = hash(HashAlg::sha256, s.bytes.n);
    std::array<Bytes, kCount> signatures;
    for (Bytes& signature : signatures) signature.resize(s.rsa().public_key().modulus_len());
    auto rng = seeded_rng();
    const auto sign = [&] {
        std::array<RsaSigning, kCount> requests;
        for (std::size_t i = 0; i < kCount; ++i) {
            requests[i] = {.key = &s.rsa(),
                           .scheme = RsaScheme::pkcs1,
                           .hash = HashAlg::sha256,
                           .digest = digest.view(),
                           .rng = &rng,
                           .signature = signatures[i]};
        }
        rsa_sign_lanes(requests);
        for (const RsaSigning& request : requests) ASSERT_TRUE(request.status.ok());
    };
    sign();
    s.add_halves("signature", signatures[0]);
    expect_gone(sign, s.secrets);
}

TEST(LaneSecretsGone, AfterPremasterSecretsWereDecrypted) {
    RsaSecrets s(rsa_2048());
    auto rng = seeded_rng();
    std::array<std::array<std::uint8_t, 48>, kCount> sent{}, opened{};
    std::array<Bytes, kCount> ciphertexts;
    for (std::size_t i = 0; i < kCount; ++i) {
        copy_bytes(random_bytes(48, static_cast<std::uint8_t>(110 + i)), sent[i]);
        sent[i][0] = sent[i][1] = 3;
        ciphertexts[i].resize(s.rsa().public_key().modulus_len());
        ASSERT_TRUE(rsa_encrypt_pkcs1(s.rsa().public_key(), sent[i], rng, ciphertexts[i]).ok());
        s.secrets.add("premaster", sent[i]);
    }
    const auto decrypt = [&] {
        std::array<RsaPremaster, kCount> requests;
        for (std::size_t i = 0; i < kCount; ++i) {
            requests[i] = {.key = &s.rsa(),
                           .ciphertext = ciphertexts[i],
                           .client_version = 0x0303,
                           .rng = &rng,
                           .premaster = opened[i]};
        }
        rsa_premaster_lanes(requests);
        for (const RsaPremaster& request : requests) ASSERT_TRUE(request.status.ok());
        ASSERT_EQ(opened, sent);
    };
    expect_gone(decrypt, s.secrets);
}

}  // namespace
}  // namespace vitrine::test
