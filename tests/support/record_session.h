// Record protection as test vectors describe it: names to parameters, keys to a Protection.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "record/protection.h"
#include "support/vector_file.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

/// Gives out the bytes it was made with, over and over: the "fresh" IV of a vector.
class FixedRng : public Rng {
  public:
    explicit FixedRng(Bytes bytes) : bytes_(std::move(bytes)) {}
    Status fill(MutByteView out) override {
        if (bytes_.empty()) return fail(ErrorCode::entropy_failure);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = bytes_[i % bytes_.size()];
        return done();
    }

  private:
    Bytes bytes_;
};

inline crypto::HashAlg hash_of(const std::string& name) {
    using crypto::HashAlg;
    if (name == "MD5") return HashAlg::md5;
    if (name == "SHA-1") return HashAlg::sha1;
    return name == "SHA-384" ? HashAlg::sha384 : HashAlg::sha256;
}

inline crypto::BlockCipherAlg block_cipher_of(const std::string& name) {
    using crypto::BlockCipherAlg;
    if (name == "3DES") return BlockCipherAlg::des_ede3;
    if (name == "AES-256") return BlockCipherAlg::aes256;
    if (name == "CAMELLIA-128") return BlockCipherAlg::camellia128;
    return name == "CAMELLIA-256" ? BlockCipherAlg::camellia256 : BlockCipherAlg::aes128;
}

inline crypto::AeadAlg aead_of(const std::string& name) {
    using crypto::AeadAlg;
    if (name == "AES-256-GCM") return AeadAlg::aes256_gcm;
    if (name == "AES-128-CCM") return AeadAlg::aes128_ccm;
    if (name == "AES-128-CCM8") return AeadAlg::aes128_ccm8;
    if (name == "AES-256-CCM8") return AeadAlg::aes256_ccm8;
    return name == "CHACHA20-POLY1305" ? AeadAlg::chacha20_poly1305 : AeadAlg::aes128_gcm;
}

/// One direction of a recorded session: its keys, and its records in order.
struct RecordSession {
    struct Step {
        std::uint64_t sequence = 0;
        Bytes record;
        Bytes plain;

        [[nodiscard]] record::FragmentInfo info() const {
            return {sequence, static_cast<record::ContentType>(record[0]),
                    static_cast<std::uint16_t>((record[1] << 8) | record[2])};
        }
        [[nodiscard]] Bytes fragment() const { return {record.begin() + 5, record.end()}; }
    };

    std::string name;
    std::string kind;
    record::ProtectionSpec spec;
    Bytes mac_key;
    Bytes key;
    Bytes iv;
    std::vector<Step> steps;

    [[nodiscard]] record::Protection protection(crypto::CbcKey::Use use) const {
        auto made = record::Protection::make(spec, {mac_key, key, iv}, use);
        EXPECT_TRUE(made.ok()) << name;
        return made.ok() ? *std::move(made) : record::Protection{};
    }
};

inline record::ProtectionKind protection_kind_of(const std::string& kind) {
    if (kind == "stream") return record::ProtectionKind::stream_hmac;
    if (kind == "cbc") return record::ProtectionKind::cbc_hmac;
    return kind == "etm" ? record::ProtectionKind::cbc_etm : record::ProtectionKind::aead;
}

/// The block that begins a session: everything but its steps.
inline RecordSession session_of(const VectorBlock& block) {
    RecordSession session;
    session.name = block.section;
    session.kind = block.text("Kind");
    session.spec.kind = protection_kind_of(session.kind);
    session.spec.aead = aead_of(block.text("Cipher"));
    session.spec.block = block_cipher_of(block.text("Cipher"));
    session.spec.mac = hash_of(block.text("Mac"));
    session.spec.version =
        static_cast<record::ProtocolVersion>(std::stoul(block.text("Version"), nullptr, 16));
    session.mac_key = block.bytes("MacKey");
    session.key = block.bytes("Key");
    session.iv = block.bytes("Iv");
    return session;
}

/// The sessions of vectors/record/sessions.txt, all of them.
inline std::vector<RecordSession> read_sessions() {
    std::vector<RecordSession> sessions;
    for (const VectorBlock& block : read_vectors("record/sessions.txt")) {
        if (block.has("Kind")) {
            sessions.push_back(session_of(block));
        } else {
            sessions.back().steps.push_back({static_cast<std::uint64_t>(block.number("Sequence")),
                                             block.bytes("Record"), block.bytes("Plain")});
        }
    }
    return sessions;
}

}  // namespace vitrine::test
