// Block ciphers in CBC, authenticated encryption, and RC4, which leaks by nature.
#include "crypto/cipher/rc4.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "ct/driver.h"

namespace vitrine::ct_run {
namespace {

using crypto::AeadAlg;
using crypto::BlockCipherAlg;

void cbc(BlockCipherAlg alg) {
    using crypto::CbcKey;
    const Bytes key = secret_bytes(crypto::key_len(alg));
    const auto encrypt = CbcKey::make(alg, key, CbcKey::Use::encrypt);
    const auto decrypt = CbcKey::make(alg, key, CbcKey::Use::decrypt);
    require(encrypt.ok() && decrypt.ok(), "no CBC key");
    Bytes iv = public_bytes(crypto::block_len(alg));
    Bytes data = secret_bytes(160);
    encrypt->encrypt(iv, data);
    keep(iv);
    decrypt->decrypt(iv, data);
    keep(data);
}

// What is on the wire is public; the plaintext is secret until the tag has been found right.
void aead(AeadAlg alg) {
    const auto key = crypto::AeadKey::make(alg, secret_bytes(crypto::key_len(alg)));
    require(key.ok(), "no AEAD key");
    const std::array<std::uint8_t, crypto::kAeadNonceLen> nonce{1, 2, 3};
    for (const std::size_t size : {0U, 5U, 64U, 300U}) {
        Bytes data = secret_bytes(size);
        Bytes tag(crypto::tag_len(alg));
        key->seal(nonce, public_bytes(13), data, tag);
        keep(data);
        keep(tag);
        const bool opened = key->open(nonce, public_bytes(13), data, tag).ok();
        require(opened, "what was sealed does not open");
        tag[0] ^= 1;
        require(!key->open(nonce, public_bytes(13), data, tag).ok(), "a wrong tag opens");
    }
}

void rc4() {
    crypto::Rc4Vartime cipher(secret_bytes(16));
    Bytes data = public_bytes(64);
    cipher.apply(data);
    keep(data);
}

const Group kCiphers{{
    {"AES-128-CBC", [] { cbc(BlockCipherAlg::aes128); }},
    {"AES-256-CBC", [] { cbc(BlockCipherAlg::aes256); }},
    {"DES-CBC", [] { cbc(BlockCipherAlg::des); }},
    {"3DES-CBC", [] { cbc(BlockCipherAlg::des_ede3); }},
    {"Camellia-128-CBC", [] { cbc(BlockCipherAlg::camellia128); }},
    {"Camellia-256-CBC", [] { cbc(BlockCipherAlg::camellia256); }},
    {"AES-128-GCM", [] { aead(AeadAlg::aes128_gcm); }},
    {"AES-256-GCM", [] { aead(AeadAlg::aes256_gcm); }},
    {"AES-128-CCM", [] { aead(AeadAlg::aes128_ccm); }},
    {"AES-256-CCM", [] { aead(AeadAlg::aes256_ccm); }},
    {"AES-128-CCM-8", [] { aead(AeadAlg::aes128_ccm8); }},
    {"ChaCha20-Poly1305", [] { aead(AeadAlg::chacha20_poly1305); }},
    {"RC4 (leaks by nature)", [] { rc4(); }, LeakKind::address},
}};

}  // namespace
}  // namespace vitrine::ct_run
