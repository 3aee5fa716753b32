#include "x509/pbes2.h"

#include <optional>

#include "asn1/der_reader.h"
#include "asn1/der_writer.h"
#include "base/secret.h"
#include "crypto/mac/hmac.h"
#include "crypto/mode/cbc.h"
#include "x509/algorithm.h"
#include "x509/padded_cbc.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::DerReader;
using asn1::DerWriter;
using crypto::BlockCipherAlg;
using crypto::HashAlg;

constexpr std::size_t kMaxKeyLen = 32;

struct Pbes2 {
    ByteView salt;
    std::uint32_t iterations = 0;
    HashAlg prf = HashAlg::sha1;  // the default of RFC 8018 §A.2
    BlockCipherAlg cipher = BlockCipherAlg::aes256;
    ByteView iv;
};

std::optional<HashAlg> prf_of(asn1::Oid id) {
    if (id == oid::kHmacSha1) return HashAlg::sha1;
    if (id == oid::kHmacSha224) return HashAlg::sha224;
    if (id == oid::kHmacSha256) return HashAlg::sha256;
    if (id == oid::kHmacSha384) return HashAlg::sha384;
    if (id == oid::kHmacSha512) return HashAlg::sha512;
    return std::nullopt;
}

std::optional<BlockCipherAlg> cipher_of(asn1::Oid id) {
    if (id == oid::kAes128Cbc) return BlockCipherAlg::aes128;
    if (id == oid::kAes256Cbc) return BlockCipherAlg::aes256;
    if (id == oid::kDesEde3Cbc) return BlockCipherAlg::des_ede3;
    return std::nullopt;
}

/// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme }. RFC 8018 §A.4.
Result<Pbes2> read_parameters(ByteView parameters) {
    wire::Context context{parameters, nullptr, trace::Layer::other};
    DerReader in{parameters, context};
    Pbes2 out;
    DerReader members = in.sequence("PBES2-params");
    DerReader kdf = members.sequence("keyDerivationFunc");
    const bool is_pbkdf2 = kdf.oid("algorithm") == oid::kPbkdf2;
    if (!kdf.failed() && !is_pbkdf2) return fail(ErrorCode::unsupported_algorithm);
    DerReader pbkdf2_params = kdf.sequence("PBKDF2-params");
    out.salt = pbkdf2_params.octet_string("salt");
    out.iterations = pbkdf2_params.small_integer("iterationCount", kMaxIterations);
    std::uint32_t key_len = 0;
    if (pbkdf2_params.next_is(asn1::Tag::integer)) {
        key_len = pbkdf2_params.small_integer("keyLength", 1024);
    }
    std::optional<HashAlg> prf = out.prf;
    if (!pbkdf2_params.empty()) prf = prf_of(read_algorithm_identifier(pbkdf2_params, "prf").oid);
    pbkdf2_params.end();
    kdf.end();
    DerReader scheme = members.sequence("encryptionScheme");
    const std::optional<BlockCipherAlg> cipher = cipher_of(scheme.oid("algorithm"));
    if (!scheme.failed() && !cipher) return fail(ErrorCode::unsupported_algorithm);
    out.iv = scheme.octet_string("IV");
    scheme.end();
    members.end();
    TLS_TRY(in.finish());
    if (!prf || !cipher) return fail(ErrorCode::unsupported_algorithm);
    out.prf = *prf;
    out.cipher = *cipher;
    const bool fits = out.iterations > 0 && out.iv.size() == crypto::block_len(out.cipher) &&
                      (key_len == 0 || key_len == crypto::key_len(out.cipher));
    if (!fits) return fail(ErrorCode::bad_parameters);
    return out;
}

void write_parameters(DerWriter& out, ByteView salt, std::uint32_t iterations, ByteView iv) {
    out.sequence([&](DerWriter& algorithm) {
        algorithm.oid(oid::kPbes2);
        algorithm.sequence([&](DerWriter& params) {
            params.sequence([&](DerWriter& kdf) {
                kdf.oid(oid::kPbkdf2);
                kdf.sequence([&](DerWriter& w) {
                    w.octet_string(salt);
                    w.small_integer(iterations);
                    w.sequence([&](DerWriter& prf) {
                        prf.oid(oid::kHmacSha256);
                        prf.null();
                    });
                });
            });
            params.sequence([&](DerWriter& scheme) {
                scheme.oid(oid::kAes256Cbc);
                scheme.octet_string(iv);
            });
        });
    });
}

}  // namespace

void pbkdf2(HashAlg hash,
            std::string_view password,
            ByteView salt,
            std::uint32_t iterations,
            MutByteView out) {
    const crypto::HmacKey key{hash, as_bytes(password)};
    for (std::uint32_t block = 1; !out.empty(); ++block) {
        const std::uint8_t number[] = {
            static_cast<std::uint8_t>(block >> 24), static_cast<std::uint8_t>(block >> 16),
            static_cast<std::uint8_t>(block >> 8), static_cast<std::uint8_t>(block)};
        crypto::Digest u = key.mac(salt, number);
        crypto::Digest t = u;
        for (std::uint32_t i = 1; i < iterations; ++i) {
            u = key.mac(u.view());
            for (std::size_t j = 0; j < t.len; ++j) t.bytes[j] ^= u.bytes[j];
        }
        const std::size_t n = out.size() < t.len ? out.size() : t.len;
        copy_bytes(t.view().first(n), out);
        out = out.subspan(n);
        wipe_object(u);
        wipe_object(t);
    }
}

Result<std::vector<std::uint8_t>> decrypt_pbes2(ByteView der, std::string_view password) {
    wire::Context context{der, nullptr, trace::Layer::other};
    DerReader in{der, context};
    DerReader members = in.sequence("EncryptedPrivateKeyInfo");
    const AlgorithmIdentifier algorithm = read_algorithm_identifier(members, "encryptionAlgorithm");
    const ByteView ciphertext = members.octet_string("encryptedData");
    members.end();
    TLS_TRY(in.finish());
    if (!(algorithm.oid == oid::kPbes2)) return fail(ErrorCode::unsupported_algorithm);
    return decrypt_pbes2_data(algorithm.parameters, ciphertext, password);
}

Result<std::vector<std::uint8_t>> decrypt_pbes2_data(ByteView parameters,
                                                     ByteView ciphertext,
                                                     std::string_view password) {
    TLS_TRY_ASSIGN(const Pbes2 params, read_parameters(parameters));
    std::array<std::uint8_t, kMaxKeyLen> key{};
    const MutByteView used = MutByteView{key}.first(crypto::key_len(params.cipher));
    pbkdf2(params.prf, password, params.salt, params.iterations, used);
    auto plain = decrypt_padded_cbc(params.cipher, used, params.iv, ciphertext);
    wipe(key);
    return plain;
}

Result<std::vector<std::uint8_t>> encrypt_pbes2(ByteView private_key_info,
                                                std::string_view password,
                                                std::uint32_t iterations,
                                                Rng& rng) {
    std::array<std::uint8_t, 16> salt{};
    std::array<std::uint8_t, 16> iv{};
    TLS_TRY(rng.fill(salt));
    TLS_TRY(rng.fill(iv));
    const std::size_t padding = 16 - private_key_info.size() % 16;
    std::vector<std::uint8_t> data(private_key_info.begin(), private_key_info.end());
    data.resize(data.size() + padding, static_cast<std::uint8_t>(padding));

    std::array<std::uint8_t, kMaxKeyLen> key{};
    pbkdf2(HashAlg::sha256, password, salt, iterations, key);
    auto cbc = crypto::CbcKey::make(BlockCipherAlg::aes256, key, crypto::CbcKey::Use::encrypt);
    wipe(key);
    if (!cbc.ok()) return cbc.error();
    std::array<std::uint8_t, 16> chaining = iv;
    cbc->encrypt(chaining, data);

    std::vector<std::uint8_t> out(data.size() + 256);
    DerWriter writer{out};
    writer.sequence([&](DerWriter& w) {
        write_parameters(w, salt, iterations, iv);
        w.octet_string(data);
    });
    TLS_TRY_ASSIGN(const ByteView written, writer.finish());
    out.resize(written.size());
    return out;
}

}  // namespace vitrine::x509
