// What the WebAssembly module offers to crypto_vectors.mjs: hashes, MACs, ciphers and PRFs. `in` is
// an array of views; results go to `out`; what is returned is a length, or 0 for a failure.
#include "crypto/cipher/camellia.h"
#include "crypto/cipher/des.h"
#include "crypto/cipher/rc2.h"
#include "crypto/cipher/rc4.h"
#include "crypto/kdf/prf.h"
#include "crypto/kdf/ssl3_kdf.h"
#include "crypto/mac/hmac.h"
#include "crypto/mac/poly1305.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "wasm_view.h"

namespace vitrine::wasm {

namespace {

std::size_t put(ByteView bytes, std::uint8_t* out) {
    copy_bytes(bytes, {out, bytes.size()});
    return bytes.size();
}

}  // namespace

/// key, data
extern "C" [[clang::export_name("hmac")]] std::size_t hmac(int alg,
                                                           const View* in,
                                                           std::uint8_t* out) {
    const crypto::HmacKey key{static_cast<crypto::HashAlg>(alg), in[0].bytes()};
    return put(key.mac(in[1].bytes()).view(), out);
}

/// key, data of whole blocks and a last one
extern "C" [[clang::export_name("poly1305")]] std::size_t poly1305(const View* in,
                                                                   std::uint8_t* out) {
    crypto::Poly1305 mac(in[0].data);
    mac.update(in[1].bytes());
    mac.finish(out);
    return 16;
}

/// key, IV, data; in CBC
extern "C" [[clang::export_name("cbc")]] std::size_t cbc(int alg,
                                                         int decrypt,
                                                         const View* in,
                                                         std::uint8_t* out) {
    using crypto::CbcKey;
    const auto kind = static_cast<crypto::BlockCipherAlg>(alg);
    const auto use = decrypt != 0 ? CbcKey::Use::decrypt : CbcKey::Use::encrypt;
    const auto key = CbcKey::make(kind, in[0].bytes(), use);
    if (!key.ok()) return 0;
    std::array<std::uint8_t, crypto::kMaxCipherBlock> chain{};
    const auto iv = MutByteView{chain}.first(crypto::block_len(kind));
    copy_bytes(in[1].bytes(), iv);
    const std::size_t size = put(in[2].bytes(), out);
    if (decrypt != 0) {
        key->decrypt(iv, {out, size});
    } else {
        key->encrypt(iv, {out, size});
    }
    return size;
}

/// key, data
extern "C" [[clang::export_name("rc4")]] std::size_t rc4(const View* in, std::uint8_t* out) {
    const std::size_t size = put(in[1].bytes(), out);
    crypto::Rc4Vartime{in[0].bytes()}.apply({out, size});
    return size;
}

/// key, one block, decrypted
extern "C" [[clang::export_name("rc2")]] std::size_t rc2(int bits,
                                                         const View* in,
                                                         std::uint8_t* out) {
    const crypto::Rc2KeyVartime key{in[0].bytes(), static_cast<std::size_t>(bits)};
    const std::size_t size = put(in[1].bytes(), out);
    key.decrypt_block_vartime(std::span<std::uint8_t, crypto::kRc2Block>{out, crypto::kRc2Block});
    return size;
}

/// key, nonce, additional data, text, tag: opened; the text's length and 1, or 0
extern "C" [[clang::export_name("open")]] std::size_t open(int alg,
                                                           const View* in,
                                                           std::uint8_t* out) {
    const auto key = crypto::AeadKey::make(static_cast<crypto::AeadAlg>(alg), in[0].bytes());
    if (!key.ok() || in[1].size != crypto::kAeadNonceLen) return 0;
    const std::span<const std::uint8_t, crypto::kAeadNonceLen> nonce{in[1].data,
                                                                     crypto::kAeadNonceLen};
    const std::size_t size = put(in[3].bytes(), out);
    return key->open(nonce, in[2].bytes(), {out, size}, in[4].bytes()).ok() ? size + 1 : 0;
}

/// secret, label, seed; alg below zero: TLS 1.0's
extern "C" [[clang::export_name("prf")]] std::size_t prf(int alg,
                                                         std::size_t size,
                                                         const View* in,
                                                         std::uint8_t* out) {
    const std::string_view label = as_text(in[1].bytes());
    if (alg < 0) {
        crypto::prf_tls10(in[0].bytes(), label, in[2].bytes(), {out, size});
    } else {
        crypto::prf_tls12(static_cast<crypto::HashAlg>(alg), in[0].bytes(), label, in[2].bytes(),
                          {out, size});
    }
    return size;
}

/// premaster, client's random, server's: master secret and, from byte 48 on, key block
extern "C" [[clang::export_name("ssl3")]] std::size_t ssl3(std::size_t size,
                                                           const View* in,
                                                           std::uint8_t* out) {
    crypto::ssl3_master_secret(in[0].bytes(), in[1].bytes(), in[2].bytes(), {out, 48});
    crypto::ssl3_key_block({out, 48}, in[2].bytes(), in[1].bytes(), {out + 48, size});
    return 48 + size;
}

}  // namespace vitrine::wasm
