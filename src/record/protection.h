// How records of one direction are protected: nothing yet, stream + HMAC, CBC + HMAC
// (either order), or an AEAD.
// A tagged union, so that a connection holds it without heap. Each kind has a file of its own.
#pragma once

#include <string_view>
#include <variant>

#include "record/aead_protection.h"
#include "record/cbc_etm.h"
#include "record/cbc_hmac.h"
#include "record/protocol_version.h"
#include "record/stream_hmac.h"

namespace vitrine::record {

enum class ProtectionKind : std::uint8_t { stream_hmac, cbc_hmac, cbc_etm, aead };

/// What the cipher suite and the version say about records; the handshake fills it from the suite.
struct ProtectionSpec {
    ProtectionKind kind = ProtectionKind::aead;
    crypto::AeadAlg aead{};          ///< if kind is aead
    crypto::BlockCipherAlg block{};  ///< if kind is cbc_hmac or cbc_etm
    crypto::HashAlg mac{};           ///< if kind is not aead
    ProtocolVersion version = ProtocolVersion::tls12;
    std::string_view name;  ///< static text: "AES-128-CBC + HMAC-SHA1"
};

/// No protection: the state before the first ChangeCipherSpec (TLS_NULL_WITH_NULL_NULL).
struct NullProtection {};

class Protection {
  public:
    Protection() = default;

    /// For one direction; `use` says which.  Errors: bad_key_length.
    static Result<Protection> make(const ProtectionSpec& spec,
                                   const KeyMaterial& keys,
                                   crypto::CbcKey::Use use);

    /// Bytes of the protected fragment for this much content.
    [[nodiscard]] std::size_t sealed_len(std::size_t plaintext_len) const;
    /// Writes the protected fragment, sealed_len bytes, to `out`.  Errors: entropy_failure.
    Status seal(const FragmentInfo& info,
                ByteView plaintext,
                MutByteView out,
                Rng& rng,
                FragmentLayout& layout);
    /// Bytes of random IV in front of a fragment that may be sealed beside others; 0: there is no
    /// such protection here.
    [[nodiscard]] std::size_t explicit_iv_len() const;
    /// Seals up to kMaxSealings records, each with its IV in place; explicit_iv_len() is not 0.
    void seal_many(std::span<const Sealing> records) const;
    /// Removes the protection in place; returns the content.  Errors: record_not_authentic.
    Result<MutByteView> open(const FragmentInfo& info,
                             MutByteView fragment,
                             FragmentLayout& layout);

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] bool is_null() const { return std::holds_alternative<NullProtection>(kind_); }
    [[nodiscard]] bool is_aead() const { return std::holds_alternative<AeadProtection>(kind_); }
    /// True for CBC with chained IVs, where application data is split 1/n-1 against BEAST.
    [[nodiscard]] bool wants_split() const { return wants_split_; }

  private:
    using Kind = std::variant<NullProtection, StreamHmac, CbcHmac, CbcEtm, AeadProtection>;

    Kind kind_;
    std::string_view name_ = "NULL";
    bool wants_split_ = false;
};

}  // namespace vitrine::record
