// HMAC, the AEADs, and AES in CBC.
#include <gtest/gtest.h>

#include "crypto/mac/hmac.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using io::JsonValue;

/// "hmac_sha256_test.json"
crypto::HashAlg hash_in_name(const fs::path& file) {
    const std::string name = file.filename().string();
    const std::size_t begin = name.find("sha") + 3;
    return hash_called("SHA-" + name.substr(begin, name.find('_', begin) - begin));
}

void read_hmac(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, [&](const JsonValue& group, const JsonValue& test) {
        const Bytes tag = hex_member(test, "tag");
        const crypto::Digest mac = crypto::HmacKey(hash_in_name(file), hex_member(test, "key"))
                                       .mac(hex_member(test, "msg"));
        return 8 * tag.size() == group["tagSize"].integer() && tag.size() <= mac.len &&
               equal_public(mac.view().first(tag.size()), tag);  // some are truncated
    });
}

// Opens the case, and where it opens, seals it again. What is refused is wiped.
bool aead_accepts(crypto::AeadAlg alg, const JsonValue& test) {
    const auto key = crypto::AeadKey::make(alg, hex_member(test, "key"));
    const Bytes iv = hex_member(test, "iv");
    if (!key.ok() || iv.size() != crypto::kAeadNonceLen) return false;
    const std::span<const std::uint8_t, crypto::kAeadNonceLen> nonce{iv.data(),
                                                                     crypto::kAeadNonceLen};
    const Bytes aad = hex_member(test, "aad");
    const Bytes tag = hex_member(test, "tag");
    Bytes data = hex_member(test, "ct");
    if (!key->open(nonce, aad, data, tag).ok()) {
        EXPECT_EQ(data, Bytes(data.size()));
        return false;
    }
    if (data != hex_member(test, "msg")) return false;
    Bytes sealed_tag(tag.size());
    key->seal(nonce, aad, data, sealed_tag);
    return data == hex_member(test, "ct") && sealed_tag == tag;
}

// What TLS uses: keys of 128 and 256 bits, nonces of 96, tags of 128, or 64 with CCM_8.
std::string not_in_tls(const JsonValue& group, const JsonValue&) {
    if (group["keySize"].integer() == 192) return "TLS has no suite with keys of 192 bits";
    if (group["ivSize"].integer() != 96) return "nonces of TLS have 96 bits (RFC 5288 §3)";
    const std::uint64_t tag = group["tagSize"].integer();
    return tag == 128 || tag == 64 ? "" : "tags of TLS have 128 bits, or 64 (RFC 6655 §6)";
}

void read_gcm(const fs::path& file, Tally& tally) {
    using enum crypto::AeadAlg;
    run_wycheproof(
        file, tally,
        [](const JsonValue& group, const JsonValue& test) {
            return aead_accepts(group["keySize"].integer() == 128 ? aes128_gcm : aes256_gcm, test);
        },
        not_in_tls);
}

void read_ccm(const fs::path& file, Tally& tally) {
    using enum crypto::AeadAlg;
    run_wycheproof(
        file, tally,
        [](const JsonValue& group, const JsonValue& test) {
            const bool short_tag = group["tagSize"].integer() == 64;
            const bool short_key = group["keySize"].integer() == 128;
            return aead_accepts(short_tag ? (short_key ? aes128_ccm8 : aes256_ccm8)
                                          : (short_key ? aes128_ccm : aes256_ccm),
                                test);
        },
        not_in_tls);
}

void read_chacha(const fs::path& file, Tally& tally) {
    run_wycheproof(
        file, tally,
        [](const JsonValue&, const JsonValue& test) {
            return aead_accepts(crypto::AeadAlg::chacha20_poly1305, test);
        },
        not_in_tls);
}

// Decrypts and takes the padding of PKCS#5 off; what was padded so is encrypted again.
bool cbc_accepts(const JsonValue& group, const JsonValue& test) {
    using crypto::CbcKey;
    const auto alg = group["keySize"].integer() == 128 ? crypto::BlockCipherAlg::aes128
                                                       : crypto::BlockCipherAlg::aes256;
    const Bytes key_bytes = hex_member(test, "key");
    const auto open = CbcKey::make(alg, key_bytes, CbcKey::Use::decrypt);
    const auto seal = CbcKey::make(alg, key_bytes, CbcKey::Use::encrypt);
    const Bytes iv = hex_member(test, "iv");
    Bytes chain = iv;
    Bytes data = hex_member(test, "ct");
    if (!open.ok() || !seal.ok() || data.empty() || data.size() % 16 != 0) return false;
    open->decrypt(chain, data);
    Bytes again = data;
    chain = iv;
    seal->encrypt(chain, again);
    EXPECT_EQ(again, hex_member(test, "ct"));
    const std::size_t padding = data.back();
    if (padding == 0 || padding > 16) return false;
    for (std::size_t i = data.size() - padding; i < data.size(); ++i) {
        if (data[i] != padding) return false;
    }
    data.resize(data.size() - padding);
    return data == hex_member(test, "msg");
}

void read_cbc(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, cbc_accepts, [](const JsonValue& group, const JsonValue&) {
        return group["keySize"].integer() == 192 ? "TLS has no suite with keys of 192 bits" : "";
    });
}

}  // namespace

std::span<const Reader> wycheproof_symmetric_readers() {
    static constexpr Reader kReaders[] = {
        {"wycheproof/hmac_sha[0-9]+_test\\.json", Kernels::symmetric, read_hmac},
        {"wycheproof/aes_gcm_test\\.json", Kernels::symmetric, read_gcm},
        {"wycheproof/aes_ccm_test\\.json", Kernels::symmetric, read_ccm},
        {"wycheproof/chacha20_poly1305_test\\.json", Kernels::symmetric, read_chacha},
        {"wycheproof/aes_cbc_pkcs5_test\\.json", Kernels::symmetric, read_cbc},
    };
    return kReaders;
}

}  // namespace vitrine::test
