// Beside libsodium: X25519, Ed25519 verification, SHA-256 and SHA-512, HMAC. ChaCha20-Poly1305 is
// in extra/aead_cross_test.cpp.
#include <sodium.h>

#include "crypto/hash/hash.h"
#include "crypto/mac/hmac.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/x25519.h"
#include "extra/cross/cross_check.h"

namespace vitrine::test::cross {
namespace {

using crypto::HashAlg;
using In32 = std::span<const std::uint8_t, 32>;
using Out32 = std::span<std::uint8_t, 32>;

TEST(CrossCheckSodium, X25519) {
    Random random;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const Bytes scalar = random.bytes(32), peer = random.bytes(32);
        Bytes ours(32), theirs(32);
        const bool agreed =
            crypto::x25519(In32{scalar.data(), 32}, In32{peer.data(), 32}, Out32{ours.data(), 32})
                .ok();
        ASSERT_EQ(agreed,
                  crypto_scalarmult_curve25519(theirs.data(), scalar.data(), peer.data()) == 0);
        if (agreed) {
            ASSERT_EQ(ours, theirs);
        }
        crypto::x25519_public_key(In32{scalar.data(), 32}, Out32{ours.data(), 32});
        crypto_scalarmult_curve25519_base(theirs.data(), scalar.data());
        ASSERT_EQ(ours, theirs);
    }
}

TEST(CrossCheckSodium, Ed25519Verification) {
    Random random;
    int accepted = 0;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const Bytes seed = random.bytes(32), message = random.bytes(random.below(200));
        Bytes key(32), secret(64), signature(64);
        crypto_sign_ed25519_seed_keypair(key.data(), secret.data(), seed.data());
        crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(),
                                     secret.data());
        if (random.below(2) == 0) {  // half of them damaged somewhere
            Bytes& damaged = random.below(3) == 0 ? key : signature;
            damaged[random.below(damaged.size())] ^=
                static_cast<std::uint8_t>(1 << random.below(8));
        }
        const bool theirs = crypto_sign_ed25519_verify_detached(signature.data(), message.data(),
                                                                message.size(), key.data()) == 0;
        ASSERT_EQ(crypto::ed25519_verify_vartime(key, message, signature).ok(), theirs);
        accepted += theirs ? 1 : 0;
    }
    EXPECT_GT(accepted, count / 3);
    EXPECT_LT(accepted, 2 * count / 3);
}

TEST(CrossCheckSodium, Sha256AndSha512) {
    Random random;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const Bytes data = random.bytes(random.message_size());
        Bytes theirs(32);
        crypto_hash_sha256(theirs.data(), data.data(), data.size());
        ASSERT_TRUE(equal_public(crypto::hash(HashAlg::sha256, data).view(), theirs));
        theirs.resize(64);
        crypto_hash_sha512(theirs.data(), data.data(), data.size());
        ASSERT_TRUE(equal_public(crypto::hash(HashAlg::sha512, data).view(), theirs));
    }
}

/// libsodium takes no null pointer for a key, not even for an empty one.
const std::uint8_t* start_of(const Bytes& key) {
    static constexpr std::uint8_t kNothing = 0;
    return key.empty() ? &kNothing : key.data();
}

TEST(CrossCheckSodium, HmacSha256AndSha512) {
    Random random;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const Bytes data = random.bytes(random.message_size()),
                    key = random.bytes(random.below(200));
        Bytes theirs(32);
        crypto_auth_hmacsha256_state short_state;
        crypto_auth_hmacsha256_init(&short_state, start_of(key), key.size());
        crypto_auth_hmacsha256_update(&short_state, data.data(), data.size());
        crypto_auth_hmacsha256_final(&short_state, theirs.data());
        ASSERT_TRUE(equal_public(crypto::HmacKey(HashAlg::sha256, key).mac(data).view(), theirs));
        theirs.resize(64);
        crypto_auth_hmacsha512_state long_state;
        crypto_auth_hmacsha512_init(&long_state, start_of(key), key.size());
        crypto_auth_hmacsha512_update(&long_state, data.data(), data.size());
        crypto_auth_hmacsha512_final(&long_state, theirs.data());
        ASSERT_TRUE(equal_public(crypto::HmacKey(HashAlg::sha512, key).mac(data).view(), theirs));
    }
}

}  // namespace
}  // namespace vitrine::test::cross
