#include "x509/pem_encryption.h"

#include <array>

#include "base/hex.h"
#include "base/secret.h"
#include "crypto/hash/hash.h"
#include "x509/padded_cbc.h"

namespace vitrine::x509 {

namespace {

using crypto::BlockCipherAlg;

constexpr std::size_t kSaltLen = 8;
constexpr std::size_t kMaxKeyLen = 32;

struct CipherRow {
    std::string_view name;
    BlockCipherAlg cipher;
};
constexpr CipherRow kCiphers[] = {
    {"AES-128-CBC", BlockCipherAlg::aes128},
    {"AES-256-CBC", BlockCipherAlg::aes256},
    {"DES-EDE3-CBC", BlockCipherAlg::des_ede3},
    {"DES-CBC", BlockCipherAlg::des},
};

/// D_i = MD5(D_(i-1) || password || salt), one after the other (PBKDF1 of one round, made longer).
void derive(std::string_view password, ByteView salt, MutByteView key) {
    crypto::Digest d;
    while (!key.empty()) {
        crypto::Hash hash{crypto::HashAlg::md5};
        hash.update(d.view());
        hash.update(as_bytes(password));
        hash.update(salt);
        d = hash.digest();
        const std::size_t n = std::min(key.size(), d.view().size());
        copy_bytes(d.view().first(n), key);
        key = key.subspan(n);
        wipe_object(hash);
    }
    wipe_object(d);
}

}  // namespace

Result<std::vector<std::uint8_t>> decrypt_pem(std::string_view dek_info,
                                              ByteView ciphertext,
                                              std::string_view password) {
    const std::size_t comma = std::min(dek_info.find(','), dek_info.size());
    for (const CipherRow& row : kCiphers) {
        if (dek_info.substr(0, comma) != row.name) continue;
        std::array<std::uint8_t, crypto::kMaxCipherBlock> iv{};
        TLS_TRY_ASSIGN(const std::size_t iv_len,
                       hex::decode(dek_info.substr(std::min(comma + 1, dek_info.size())), iv));
        if (iv_len != crypto::block_len(row.cipher)) return fail(ErrorCode::bad_parameters);
        std::array<std::uint8_t, kMaxKeyLen> key{};
        const MutByteView used = MutByteView{key}.first(crypto::key_len(row.cipher));
        derive(password, ByteView{iv}.first(kSaltLen), used);
        auto plain = decrypt_padded_cbc(row.cipher, used, ByteView{iv}.first(iv_len), ciphertext);
        wipe(key);
        return plain;
    }
    return fail(ErrorCode::unsupported_algorithm);
}

}  // namespace vitrine::x509
