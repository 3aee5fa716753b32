// Random messages through OpenSSL's and libsodium's ciphers and ours, whichever kernel comes up.
// The seed is printed; VITRINE_SEED repeats a run.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "base/cpu.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kMessages = 10000;

class Random {
  public:
    Random()
        : seed_(std::getenv("VITRINE_SEED") != nullptr
                    ? static_cast<std::uint32_t>(std::atoll(std::getenv("VITRINE_SEED")))
                    : std::random_device{}()),
          engine_(seed_) {
        std::cout << "VITRINE_SEED=" << seed_ << '\n';
    }
    std::size_t below(std::size_t n) { return engine_() % n; }
    Bytes bytes(std::size_t n) {
        Bytes out(n);
        for (auto& b : out) b = static_cast<std::uint8_t>(engine_());
        return out;
    }
    // Mostly short, sometimes long enough for every loop of a kernel.
    std::size_t message_size() { return below(40) == 0 ? below(6000) : below(300); }
    void pick_kernels() {
        const auto names = cpu::level_names();
        ASSERT_TRUE(cpu::limit(names[below(names.size())]));
    }

  private:
    std::uint32_t seed_;
    std::mt19937 engine_;
};

struct Message {
    Bytes key, nonce, aad, plain;
};

struct Sealed {
    Bytes data, tag;
    bool operator==(const Sealed&) const = default;
};

Message random_message(Random& random, AeadAlg alg) {
    return {random.bytes(key_len(alg)), random.bytes(kAeadNonceLen), random.bytes(random.below(40)),
            random.bytes(random.message_size())};
}

const EVP_CIPHER* evp_of(AeadAlg alg) {
    switch (alg) {
        case AeadAlg::aes128_gcm:
            return EVP_aes_128_gcm();
        case AeadAlg::aes256_gcm:
            return EVP_aes_256_gcm();
        case AeadAlg::aes128_ccm:
        case AeadAlg::aes128_ccm8:
            return EVP_aes_128_ccm();
        case AeadAlg::aes256_ccm:
        case AeadAlg::aes256_ccm8:
            return EVP_aes_256_ccm();
        case AeadAlg::chacha20_poly1305:
            return EVP_chacha20_poly1305();
    }
    return nullptr;
}

Sealed sealed_by_openssl(AeadAlg alg, const Message& m) {
    const bool ccm = EVP_CIPHER_get_mode(evp_of(alg)) == EVP_CIPH_CCM_MODE;
    const int tag_size = static_cast<int>(tag_len(alg));
    const int size = static_cast<int>(m.plain.size());
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, evp_of(alg), nullptr, nullptr, nullptr);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr);
    if (ccm) EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, nullptr);
    EVP_EncryptInit_ex(context, nullptr, nullptr, m.key.data(), m.nonce.data());
    int done = 0;
    if (ccm) EVP_EncryptUpdate(context, nullptr, &done, nullptr, size);
    if (!m.aad.empty()) {
        EVP_EncryptUpdate(context, nullptr, &done, m.aad.data(), static_cast<int>(m.aad.size()));
    }
    Sealed sealed{m.plain, Bytes(tag_len(alg))};
    sealed.data.reserve(1);  // CCM wants a pointer for an empty message too
    EVP_EncryptUpdate(context, sealed.data.data(), &done, sealed.data.data(), size);
    EVP_EncryptFinal_ex(context, sealed.data.data() + done, &done);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, sealed.tag.data());
    EVP_CIPHER_CTX_free(context);
    return sealed;
}

Sealed sealed_by_sodium(const Message& m) {
    Sealed sealed{Bytes(m.plain.size()), Bytes(16)};
    std::uint8_t none = 0;  // libsodium declares its pointers never null, empty or not
    const bool empty = m.plain.empty();
    crypto_aead_chacha20poly1305_ietf_encrypt_detached(
        empty ? &none : sealed.data.data(), sealed.tag.data(), nullptr,
        empty ? &none : m.plain.data(), m.plain.size(), m.aad.data(), m.aad.size(), nullptr,
        m.nonce.data(), m.key.data());
    return sealed;
}

void expect_ours(AeadAlg alg, const Message& m, const Sealed& expected) {
    const auto key = AeadKey::make(alg, m.key);
    ASSERT_TRUE(key.ok());
    std::array<std::uint8_t, kAeadNonceLen> nonce{};
    copy_bytes(m.nonce, nonce);
    Sealed ours{m.plain, Bytes(tag_len(alg))};
    key->seal(nonce, m.aad, ours.data, ours.tag);
    ASSERT_EQ(ours, expected) << name_of(alg) << ' ' << key->kernel() << ' ' << m.plain.size();
    ASSERT_TRUE(key->open(nonce, m.aad, ours.data, ours.tag).ok());
    ASSERT_EQ(ours.data, m.plain);
}

void compare_with_openssl(std::initializer_list<AeadAlg> algs) {
    Random random;
    for (int i = 0; i < kMessages; ++i) {
        const AeadAlg alg = algs.begin()[random.below(algs.size())];
        const Message message = random_message(random, alg);
        random.pick_kernels();
        expect_ours(alg, message, sealed_by_openssl(alg, message));
        if (testing::Test::HasFatalFailure()) return;
    }
    ASSERT_TRUE(cpu::limit("avx512"));
}

TEST(AeadCross, GcmEqualsOpenssl) {
    compare_with_openssl({AeadAlg::aes128_gcm, AeadAlg::aes256_gcm});
}

TEST(AeadCross, CcmEqualsOpenssl) {
    compare_with_openssl(
        {AeadAlg::aes128_ccm, AeadAlg::aes256_ccm, AeadAlg::aes128_ccm8, AeadAlg::aes256_ccm8});
}

TEST(AeadCross, ChaCha20Poly1305EqualsSodium) {
    ASSERT_GE(sodium_init(), 0);
    Random random;
    for (int i = 0; i < kMessages; ++i) {
        const Message message = random_message(random, AeadAlg::chacha20_poly1305);
        random.pick_kernels();
        expect_ours(AeadAlg::chacha20_poly1305, message, sealed_by_sodium(message));
        if (HasFatalFailure()) return;
    }
    ASSERT_TRUE(cpu::limit("avx512"));
}

Bytes cbc_by_openssl(const EVP_CIPHER* cipher, const Bytes& key, const Bytes& iv, Bytes data) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, cipher, nullptr, key.data(), iv.data());
    EVP_CIPHER_CTX_set_padding(context, 0);
    int done = 0;
    EVP_EncryptUpdate(context, data.data(), &done, data.data(), static_cast<int>(data.size()));
    EVP_CIPHER_CTX_free(context);
    return data;
}

TEST(CbcCross, EqualsOpenssl) {
    struct Pair {
        BlockCipherAlg alg;
        const EVP_CIPHER* evp;
    };
    const Pair pairs[] = {{BlockCipherAlg::aes128, EVP_aes_128_cbc()},
                          {BlockCipherAlg::aes256, EVP_aes_256_cbc()},
                          {BlockCipherAlg::des_ede3, EVP_des_ede3_cbc()},
                          {BlockCipherAlg::camellia128, EVP_camellia_128_cbc()},
                          {BlockCipherAlg::camellia256, EVP_camellia_256_cbc()}};
    Random random;
    for (int i = 0; i < kMessages; ++i) {
        const Pair& pair = pairs[random.below(std::size(pairs))];
        const Bytes key = random.bytes(key_len(pair.alg));
        const Bytes iv = random.bytes(block_len(pair.alg));
        const Bytes plain = random.bytes(random.message_size() / 16 * 16);
        random.pick_kernels();
        const auto encrypt = CbcKey::make(pair.alg, key, CbcKey::Use::encrypt);
        const auto decrypt = CbcKey::make(pair.alg, key, CbcKey::Use::decrypt);
        ASSERT_TRUE(encrypt.ok() && decrypt.ok());
        Bytes data = plain;
        Bytes chain = iv;
        encrypt->encrypt(chain, data);
        ASSERT_EQ(data, cbc_by_openssl(pair.evp, key, iv, plain))
            << name_of(pair.alg) << plain.size();
        chain = iv;
        decrypt->decrypt(chain, data);
        ASSERT_EQ(data, plain) << name_of(pair.alg) << ' ' << decrypt->kernel();
    }
    ASSERT_TRUE(cpu::limit("avx512"));
}

}  // namespace
}  // namespace vitrine::crypto
