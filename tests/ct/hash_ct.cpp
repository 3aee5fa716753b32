// Hashes, HMAC, the MAC of CBC records whose length is secret (Lucky Thirteen), the PRFs, the
// generator.
#include "crypto/drbg.h"
#include "crypto/hash/hash.h"
#include "crypto/kdf/prf.h"
#include "crypto/kdf/ssl3_kdf.h"
#include "crypto/mac/hmac.h"
#include "crypto/mac/hmac_many.h"
#include "ct/driver.h"

namespace vitrine::ct_run {
namespace {

using crypto::HashAlg;

void hash_of_secret(HashAlg alg) {
    keep(crypto::hash(alg, secret_bytes(300)));
}

void hmac(HashAlg alg) {
    const crypto::HmacKey key(alg, secret_bytes(32));
    keep(key.mac(public_bytes(13), secret_bytes(200)));
}

// RFC 5246 §6.2.3.2: where MAC and padding begin is known only after decryption, so it is secret.
void mac_secret_length(HashAlg alg) {
    const crypto::HmacKey key(alg, secret_bytes(32));
    for (std::size_t secret_len = 200; secret_len <= 400; secret_len += 25) {
        std::size_t len = secret_len;
        poison(len);
        keep(key.mac_secret_length(public_bytes(13), secret_bytes(400), len, 145));
    }
}

void prf(crypto::PrfAlg alg) {
    Bytes out(104);
    crypto::prf(alg, secret_bytes(48), "key expansion", public_bytes(32), public_bytes(32, 2), out);
    keep(out);
}

void hmac_of_many(HashAlg alg) {
    const crypto::HmacKey key(alg, secret_bytes(32));
    const Bytes header = public_bytes(13);
    std::array<Bytes, 5> contents;
    std::array<crypto::MacMessage, 5> messages;
    std::array<crypto::Digest, 5> macs;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        contents[i] = secret_bytes(150 + 40 * i);
        messages[i] = {header, contents[i]};
    }
    crypto::mac_many(key, messages, macs);
    keep(macs);
}

void ssl3() {
    Bytes out(104);
    crypto::ssl3_master_secret(secret_bytes(48), public_bytes(32), public_bytes(32, 2), out);
    crypto::ssl3_key_block(secret_bytes(48), public_bytes(32), public_bytes(32, 2), out);
    keep(out);
}

void drbg() {
    std::array<std::uint8_t, 32> seed{};
    poison(seed);
    crypto::Drbg rng(seed);
    Bytes out(100);
    require(rng.fill(out).ok(), "the generator fails");
    keep(out);
}

const Group kHashes{{
    {"MD5", [] { hash_of_secret(HashAlg::md5); }},
    {"SHA-1", [] { hash_of_secret(HashAlg::sha1); }},
    {"SHA-256", [] { hash_of_secret(HashAlg::sha256); }},
    {"SHA-384", [] { hash_of_secret(HashAlg::sha384); }},
    {"HMAC-MD5", [] { hmac(HashAlg::md5); }},
    {"HMAC-SHA1", [] { hmac(HashAlg::sha1); }},
    {"HMAC-SHA256", [] { hmac(HashAlg::sha256); }},
    {"HMAC-SHA384", [] { hmac(HashAlg::sha384); }},
    {"HMAC-MD5, secret length", [] { mac_secret_length(HashAlg::md5); }},
    {"HMAC-SHA1, secret length", [] { mac_secret_length(HashAlg::sha1); }},
    {"HMAC-SHA256, secret length", [] { mac_secret_length(HashAlg::sha256); }},
    {"HMAC-SHA384, secret length", [] { mac_secret_length(HashAlg::sha384); }},
    {"HMAC-SHA1 of many records", [] { hmac_of_many(HashAlg::sha1); }},
    {"HMAC-SHA256 of many records", [] { hmac_of_many(HashAlg::sha256); }},
    {"Derivation of SSL 3.0", [] { ssl3(); }},
    {"PRF of TLS 1.0", [] { prf(crypto::PrfAlg::md5_sha1); }},
    {"PRF of TLS 1.2, SHA-256", [] { prf(crypto::PrfAlg::sha256); }},
    {"PRF of TLS 1.2, SHA-384", [] { prf(crypto::PrfAlg::sha384); }},
    {"Drbg", [] { drbg(); }},
}};

}  // namespace
}  // namespace vitrine::ct_run
