// One test of AWS-LC's *_cbc_*_tls*_tests.txt: KEY is MAC key, cipher key and (implicit IVs) IV; AD
// is sequence number, type and version; a NONCE stands before the ciphertext on the wire.
#pragma once

#include <optional>
#include <string>

#include "support/record_session.h"

namespace vitrine::test {

/// seq_num, type and version from the front of an additional data.
inline record::FragmentInfo info_of(const Bytes& ad) {
    record::FragmentInfo info;
    for (std::size_t i = 0; i < 8; ++i) info.sequence = (info.sequence << 8) | ad[i];
    info.type = static_cast<record::ContentType>(ad[8]);
    info.version = static_cast<std::uint16_t>((ad[9] << 8) | ad[10]);
    return info;
}

struct AwsLcRecord {
    explicit AwsLcRecord(const VectorBlock& block)
        : info(info_of(block.bytes("AD"))),
          plain(block.bytes("IN")),
          fails(block.has("FAILS")),
          can_seal(!block.has("NO_SEAL") && !block.has("FAILS")) {
        const std::string& name = block.section;  // "aes_128_cbc_sha1_tls_implicit_iv_tests"
        const bool implicit = name.find("implicit_iv") != std::string::npos;
        spec.kind = record::ProtectionKind::cbc_hmac;
        spec.version = implicit ? record::ProtocolVersion::tls10 : record::ProtocolVersion::tls12;
        spec.mac = name.find("sha256") != std::string::npos   ? crypto::HashAlg::sha256
                   : name.find("sha384") != std::string::npos ? crypto::HashAlg::sha384
                                                              : crypto::HashAlg::sha1;
        spec.block = name.starts_with("des_ede3")  ? crypto::BlockCipherAlg::des_ede3
                     : name.starts_with("aes_256") ? crypto::BlockCipherAlg::aes256
                                                   : crypto::BlockCipherAlg::aes128;
        const Bytes keys = block.bytes("KEY");
        const std::size_t mac_len = crypto::digest_len(spec.mac);
        const std::size_t key_len = crypto::key_len(spec.block);
        const auto at = [&](std::size_t n) {
            return keys.begin() + static_cast<std::ptrdiff_t>(n);
        };
        mac_key.assign(at(0), at(mac_len));
        key.assign(at(mac_len), at(mac_len + key_len));
        iv.assign(at(mac_len + key_len), keys.end());
        for (const char* part : {"NONCE", "CT", "TAG"}) {
            if (!block.has(part)) continue;
            const Bytes bytes = block.bytes(part);
            fragment.insert(fragment.end(), bytes.begin(), bytes.end());
        }
    }

    [[nodiscard]] std::optional<Bytes> open() const {
        auto protection =
            record::Protection::make(spec, {mac_key, key, iv}, crypto::CbcKey::Use::decrypt);
        Bytes bytes = fragment;
        record::FragmentLayout layout;
        const auto opened = protection->open(info, bytes, layout);
        if (!opened.ok()) {
            EXPECT_EQ(opened.error().code, ErrorCode::record_not_authentic);
            return std::nullopt;
        }
        return Bytes(opened->begin(), opened->end());
    }

    [[nodiscard]] Bytes seal() const {
        auto protection =
            record::Protection::make(spec, {mac_key, key, iv}, crypto::CbcKey::Use::encrypt);
        FixedRng rng{fragment};  // the IV stands in front
        Bytes out(protection->sealed_len(plain.size()));
        record::FragmentLayout layout;
        EXPECT_TRUE(protection->seal(info, plain, out, rng, layout).ok());
        return out;
    }

    record::ProtectionSpec spec;
    record::FragmentInfo info;
    Bytes mac_key;
    Bytes key;
    Bytes iv;
    Bytes fragment;
    Bytes plain;
    bool fails;
    bool can_seal;
};

}  // namespace vitrine::test
